import type { Message, MessageEntity, User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat, Kept } from './chat.ts';
import { findEntities } from './entities.ts';
import { placement, shownInReply } from './replies.ts';
import type { World } from './world.ts';

export interface SayOptions {
  /** Where; the private chat with the bot if omitted. */
  readonly in?: Chat;
  /** A topic of a forum, by its message_thread_id. */
  readonly topic?: number;
  readonly replyTo?: Message;
  /** The words of `replyTo` that the person marked. */
  readonly quote?: string;
  /** Formatting that the person's client adds; mentions, commands and links are found without. */
  readonly entities?: readonly MessageEntity[];
  /** Forwards this message: says whose it was. The content is given anew. */
  readonly forward?: Message;
  /** Which bot's private chat is meant, where there are several. */
  readonly bot?: BotAccount;
}

/** A person's text with what Telegram finds in it. */
export function textFields(fields: 'text' | 'caption', text: string, given: readonly MessageEntity[] = []): Partial<Message> {
  const entities = findEntities(text, given);
  const name = fields === 'text' ? 'entities' : 'caption_entities';
  return { [fields]: text, ...(entities.length === 0 ? {} : { [name]: entities }) };
}

/** Puts a person's message into a chat, as far as their client would let them. */
export function postAs(world: World, user: User, content: Partial<Message>, options: SayOptions & { readonly inlineMessageId?: string }): Message {
  const chat = options.in ?? world.places.privateChat(options.bot ?? world.theBot(), user);
  if (chat.type === 'private' && chat.blocked) throw new Error(`${user.first_name} has blocked the bot: unblock() first`);
  if (!chat.has(user.id)) throw new Error(`${user.first_name} is not in the chat "${chat.title ?? chat.id}"`);
  const target = options.replyTo === undefined ? undefined : chat.messages.get(options.replyTo.message_id)?.message;
  const extras = {
    ...(target === undefined ? {} : { reply_to_message: shownInReply(target) }),
    ...(target === undefined || options.quote === undefined ? {} : { quote: quoteOf(target, options.quote) }),
    ...(options.forward === undefined ? {} : { forward_origin: { type: 'user', date: options.forward.date, sender_user: options.forward.from } }),
  } as Partial<Message>;
  const sender = { by: 'person', userId: user.id, ...(options.inlineMessageId === undefined ? {} : { inlineMessageId: options.inlineMessageId }) } as const;
  return world.post(chat, { from: user, ...placement(chat, options.topic, target), ...extras, ...content }, sender);
}

function quoteOf(message: Message, text: string): NonNullable<Message['quote']> {
  const position = (message.text ?? message.caption ?? '').indexOf(text);
  if (position === -1) throw new Error(`nobody can quote "${text}": the message does not say so`);
  return { text, position, is_manual: true };
}

/** A message that a person can see, where it is. */
export function find(world: World, user: User, message: Message): { chat: Chat; kept: Kept } {
  for (const chat of world.places.seenBy(user, message.chat.id, world.bots.values())) {
    const kept = chat.messages.get(message.message_id);
    if (kept !== undefined) return { chat, kept };
  }
  throw new Error(`${user.first_name} sees no message ${message.message_id} in chat ${message.chat.id} (any more)`);
}
