import type { InlineKeyboardButton, Message, MessageEntity, User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat, MemberStatus } from './chat.ts';
import { asDocument } from './files.ts';
import { askInline, type InlineQuestion } from './inline.ts';
import { readResult } from './inline-results.ts';
import type { CallbackAnswer, InlineAnswer, WaitOptions } from './journal.ts';
import { setBotStatus } from './members.ts';
import { placement, shownInReply } from './replies.ts';
import { findEntities } from './entities.ts';
import type { World } from './world.ts';

export interface PersonSetup {
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  /** IETF tag of the person's client, as Telegram passes it on. */
  readonly language_code?: string;
  readonly id?: number;
}

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
  /** Forwards this message; its text is taken. */
  readonly forward?: Message;
  /** Which bot's private chat is meant, where there are several. */
  readonly bot?: BotAccount;
}

export interface UploadOptions extends SayOptions { readonly mime?: string; readonly caption?: string }

/** What pressing a button does: ask the bot, or something that the client does alone. */
export type Pressed =
  | { readonly kind: 'callback'; readonly queryId: string; readonly answered: (options?: WaitOptions) => Promise<CallbackAnswer> }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'inline'; readonly query: string; readonly where: 'here' | 'elsewhere' };

export type WhichButton = string | RegExp | readonly [row: number, column: number];

/** Somebody with a Telegram account: writes, presses, asks inline, and leaves. */
export class Person {
  readonly user: User;
  readonly #world: World;

  constructor(world: World, setup: PersonSetup) {
    this.#world = world;
    this.user = world.addUser({ is_bot: false, ...setup, id: setup.id ?? 1_000_000 + world.nextId() });
  }

  /** The private chat with the bot (made when first asked for). */
  chat(bot = this.#world.theBot()): Chat {
    return this.#world.privateChat(bot, this.user);
  }

  say(text: string, options: SayOptions = {}): Message {
    return this.#send({ text, ...entitiesOf('entities', text, options.entities) }, options);
  }

  start(payload = '', options: SayOptions = {}): Message {
    return this.say(`/start ${payload}`.trim(), options);
  }

  upload(file: { name: string; bytes: Uint8Array | string }, options: UploadOptions = {}): Message {
    const bytes = typeof file.bytes === 'string' ? new TextEncoder().encode(file.bytes) : file.bytes;
    const stored = this.#world.files.add({ name: file.name, mime: options.mime ?? 'text/plain', bytes });
    const caption = options.caption === undefined ? {} : { caption: options.caption, ...entitiesOf('caption_entities', options.caption, options.entities) };
    return this.#send({ document: asDocument(stored), ...caption }, options);
  }

  /** Any other message: a photo, a sticker, a location, whatever the test wants to throw at the bot. */
  send(content: Partial<Message>, options: SayOptions = {}): Message {
    return this.#send(content, options);
  }

  edit(message: Message, text: string): Message {
    const { chat, kept } = this.#find(message);
    if (kept.by !== this.user.id) throw new Error('a person edits their own messages only');
    return this.#world.revise(chat, kept, { ...kept.message, text, ...entitiesOf('entities', text), edit_date: this.#world.date } as Message, 'person');
  }

  delete(message: Message): void {
    const { chat } = this.#find(message);
    chat.messages.delete(message.message_id);
    this.#world.journal.add({ kind: 'delete', chat, messageId: message.message_id });
  }

  /** Presses a button of a message as it stands now. */
  press(message: Message, which: WhichButton = [0, 0]): Pressed {
    const { chat, kept } = this.#find(message);
    const button = findButton(kept.message, which);
    if ('url' in button && button.url !== undefined) return { kind: 'url', url: button.url };
    if ('copy_text' in button) return { kind: 'copy', text: button.copy_text.text };
    if ('switch_inline_query' in button) return { kind: 'inline', query: button.switch_inline_query, where: 'elsewhere' };
    if ('switch_inline_query_chosen_chat' in button) return { kind: 'inline', query: button.switch_inline_query_chosen_chat.query ?? '', where: 'elsewhere' };
    if ('switch_inline_query_current_chat' in button) return { kind: 'inline', query: button.switch_inline_query_current_chat, where: 'here' };
    if (!('callback_data' in button)) throw new Error(`nobody can press "${button.text}" here`);
    return this.sendCallback(chat, kept.message, button.callback_data);
  }

  /** A callback with any data at all: an old button, or a forged one. */
  sendCallback(chat: Chat, message: Message, data: string): Extract<Pressed, { kind: 'callback' }> {
    const world = this.#world;
    const kept = chat.messages.get(message.message_id);
    const bot = world.inlineMessages.get(kept?.inlineMessageId ?? '')?.bot ?? botIn(world, chat, message);
    const queryId = `${4_000_000_000 + world.nextId()}`;
    const position = world.journal.position;
    world.callbackQueries.set(queryId, { bot, user: this.user, askedAt: world.now() });
    const origin = kept === undefined ? { message: { chat: chat.asApi(), message_id: message.message_id, date: 0 } }
      : kept.inlineMessageId === undefined ? { message: kept.message } : { inline_message_id: kept.inlineMessageId };
    world.deliver(bot, { callback_query: { id: queryId, from: this.user, ...origin, chat_instance: `${chat.id * 7919}`, data } } as never, `callback ${this.user.id}`);
    const answered = async (options: WaitOptions = {}): Promise<CallbackAnswer> => {
      const { value } = await world.journal.until(
        (event) => (event.kind === 'callback-answer' && event.answer.queryId === queryId ? event.answer : undefined),
        { after: position, what: `the answer to a pressed button (${data})`, ...options },
      );
      return value;
    };
    return { kind: 'callback', queryId, answered };
  }

  /** Types `@bot query` into a composer; `answered()` waits for the results. */
  typeInline(query: string, options: { offset?: string; in?: Chat; bot?: BotAccount } = {}): InlineQuestion {
    return askInline(this.#world, { ...options, user: this.user, query });
  }

  /** Types an inline query and waits for its results. */
  inline(query: string, options: { offset?: string; in?: Chat; bot?: BotAccount } = {}): Promise<InlineAnswer> {
    return this.typeInline(query, options).answered();
  }

  /** Sends one of the results; `which` is its place or its id. */
  choose(answer: InlineAnswer, which: number | string = 0, options: SayOptions = {}): Message {
    const world = this.#world;
    const bot = options.bot ?? world.theBot();
    const result = typeof which === 'number' ? answer.results[which] : answer.results.find(({ id }) => id === which);
    if (result === undefined) throw new Error(`no inline result ${which} among ${answer.results.length}`);
    const { text, entities, keyboard, linkPreview } = readResult(result, world.limits, () => undefined);
    const inlineMessageId = keyboard === undefined ? undefined : `AgAAAInline${world.nextId()}`;
    const content = {
      text, via_bot: bot.asUser,
      ...(entities.length === 0 ? {} : { entities }),
      ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
      ...(linkPreview === undefined ? {} : { link_preview_options: linkPreview }),
    };
    const message = this.#send(content as Partial<Message>, options, inlineMessageId);
    const chat = options.in ?? this.chat(bot);
    if (inlineMessageId !== undefined) world.inlineMessages.set(inlineMessageId, { bot, chat, messageId: message.message_id });
    if (bot.inlineFeedback) {
      const chosen = { result_id: result.id, from: this.user, query: answer.query, ...(inlineMessageId === undefined ? {} : { inline_message_id: inlineMessageId }) };
      world.deliver(bot, { chosen_inline_result: chosen } as never, `chosen ${this.user.id}`);
    }
    return message;
  }

  /** Stops the bot ("Stop and block bot"). */
  block(bot = this.#world.theBot()): void {
    const chat = this.chat(bot);
    chat.blocked = true;
    setBotStatus(this.#world, bot, { chat, by: this.user, status: 'kicked' });
  }

  unblock(bot = this.#world.theBot()): void {
    const chat = this.chat(bot);
    chat.blocked = false;
    setBotStatus(this.#world, bot, { chat, by: this.user, status: 'member' });
  }

  /** Adds the bot to a group, promotes it, or removes it (`left`, `kicked`), with the updates that this brings. */
  setBot(chat: Chat, status: MemberStatus, bot = this.#world.theBot()): void {
    const was = chat.has(bot.user.id);
    setBotStatus(this.#world, bot, { chat, by: this.user, status });
    if (!was && chat.has(bot.user.id)) this.#send({ new_chat_members: [bot.asUser] } as Partial<Message>, { in: chat });
    if (was && !chat.has(bot.user.id)) this.#send({ left_chat_member: bot.asUser } as Partial<Message>, { in: chat });
  }

  #send(content: Partial<Message>, options: SayOptions, inlineMessageId?: string): Message {
    const chat = options.in ?? this.chat(options.bot);
    if (chat.type === 'private' && chat.blocked) throw new Error(`${this.user.first_name} has blocked the bot: unblock() first`);
    if (!chat.has(this.user.id)) throw new Error(`${this.user.first_name} is not in the chat "${chat.title ?? chat.id}"`);
    const target = options.replyTo === undefined ? undefined : chat.messages.get(options.replyTo.message_id)?.message;
    const quoted = target === undefined || options.quote === undefined ? {} : { quote: { text: options.quote, position: (target.text ?? '').indexOf(options.quote), is_manual: true } };
    const forwarded = options.forward === undefined ? {} : { forward_origin: { type: 'user', date: options.forward.date, sender_user: options.forward.from } };
    return this.#world.post(
      chat,
      { from: this.user, ...placement(chat, options.topic, target), ...(target === undefined ? {} : { reply_to_message: shownInReply(target) }), ...quoted, ...forwarded, ...content } as Partial<Message>,
      { by: 'person', userId: this.user.id, ...(inlineMessageId === undefined ? {} : { inlineMessageId }) },
    );
  }

  #find(message: Message): { chat: Chat; kept: NonNullable<ReturnType<Chat['messages']['get']>> } {
    for (const chat of this.#world.chatsOf(this.user, message.chat.id)) {
      const kept = chat.messages.get(message.message_id);
      if (kept !== undefined) return { chat, kept };
    }
    throw new Error(`${this.user.first_name} sees no message ${message.message_id} in chat ${message.chat.id} (any more)`);
  }
}

const entitiesOf = (field: 'entities' | 'caption_entities', text: string, given: readonly MessageEntity[] = []): Partial<Message> => {
  const entities = findEntities(text, given);
  return entities.length === 0 ? {} : { [field]: entities };
};

/** The button by its label, a pattern for the label, or its place. */
export function findButton(message: Message, which: WhichButton): InlineKeyboardButton {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const found = Array.isArray(which) ? rows[which[0] as number]?.[which[1] as number]
    : rows.flat().find(({ text }) => (which instanceof RegExp ? which.test(text) : text === which));
  if (found === undefined) throw new Error(`no button ${String(which)}; there are: ${rows.flat().map(({ text }) => `"${text}"`).join(', ') || 'none'}`);
  return found;
}

function botIn(world: World, chat: Chat, message: Message): BotAccount {
  const bots = [...world.bots.values()];
  return bots.find((bot) => bot.user.id === message.from?.id) ?? bots.find((bot) => chat.has(bot.user.id)) ?? world.theBot();
}
