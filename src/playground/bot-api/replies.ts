import type { Message, MessageEntity, ReplyParameters, TextQuote } from '@grammyjs/types';
import type { Chat, Kept } from './chat.ts';
import { malformed, refused } from './errors.ts';

/** Formatting that belongs to a quote; the rest of a message's entities may differ. */
const QUOTED = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'custom_emoji', 'date_time']);

/** What a reply carries of the message it answers: not what that one replied to in turn. */
export function shownInReply(message: Message): Message {
  const shown = { ...message } as Partial<Message>;
  delete shown.reply_to_message;
  return shown as Message;
}

/** Where a message stands: its topic in a forum, or its thread of replies in a plain supergroup. */
export function placement(chat: Chat, topic: number | undefined, target: Message | undefined): Partial<Message> {
  const inTopic = topic ?? (target?.is_topic_message === true ? target.message_thread_id : undefined);
  if (inTopic !== undefined && chat.topics.has(inTopic)) {
    const opening = chat.messages.get(inTopic)?.message;
    const implied = target === undefined && opening !== undefined && chat.type === 'supergroup' ? { reply_to_message: shownInReply(opening) } : {};
    return { message_thread_id: inTopic, is_topic_message: true, ...implied } as Partial<Message>;
  }
  if (target === undefined || chat.type !== 'supergroup' || chat.isForum) return {};
  return { message_thread_id: target.message_thread_id ?? target.message_id };
}

/** The reply part of a bot's message; undefined where it may go out without one. */
export function resolveReply(chat: Chat, asked: ReplyParameters | undefined, quoteChars: number): { target: Kept; quote: TextQuote | undefined } | undefined {
  if (asked === undefined) return undefined;
  if (asked.chat_id !== undefined && asked.chat_id !== chat.id) throw malformed('the local Bot API server does not reply across chats');
  const target = chat.messages.get(asked.message_id ?? 0);
  if (target === undefined) {
    if (asked.allow_sending_without_reply === true) return undefined;
    throw refused('message to be replied not found');
  }
  return { target, quote: asked.quote === undefined || asked.quote === '' ? undefined : checkQuote(target.message, asked, quoteChars) };
}

function checkQuote(message: Message, asked: ReplyParameters, quoteChars: number): TextQuote {
  const quote = asked.quote ?? '';
  const text = message.text ?? message.caption ?? '';
  if (quote.length > quoteChars) throw malformed('QUOTE_TEXT_INVALID');
  const position = nearest(text, quote, asked.quote_position ?? 0);
  const inside = formattingWithin(message.entities ?? message.caption_entities ?? [], position, quote.length);
  const given = (asked.quote_entities ?? []).filter((entity) => QUOTED.has(entity.type));
  if (position === -1 || signature(inside) !== signature(given)) throw malformed('QUOTE_TEXT_INVALID');
  return { text: quote, position, is_manual: true, ...(given.length === 0 ? {} : { entities: given }) };
}

/** Of several occurrences, the one nearest to where the bot says it is. */
function nearest(text: string, quote: string, wanted: number): number {
  let best = -1;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (best === -1 || Math.abs(at - wanted) < Math.abs(best - wanted)) best = at;
  }
  return best;
}

function formattingWithin(entities: readonly MessageEntity[], from: number, length: number): MessageEntity[] {
  return entities.flatMap((entity) => {
    const start = Math.max(entity.offset, from);
    const end = Math.min(entity.offset + entity.length, from + length);
    return QUOTED.has(entity.type) && end > start ? [{ ...entity, offset: start - from, length: end - start }] : [];
  });
}

const signature = (entities: readonly MessageEntity[]): string =>
  entities
    .map((entity) => `${entity.type} ${entity.offset} ${entity.length}`)
    .sort()
    .join(';');
