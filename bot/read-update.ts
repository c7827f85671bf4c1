import type { MessageRef, Place } from './action.ts';
import type { Chat, Message, MessageEntity, Update, User } from './bot-api.ts';
import type { BotEvent, Mention, MessageEvent, Person, RepliedTo } from './event.ts';

/** What the bot listens to. Listed always: Telegram keeps the last list when none is given. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'chosen_inline_result',
  'guest_message',
  'my_chat_member',
] as const;

/** Who the bot is. */
export interface Me {
  readonly id: number;
  readonly username: string;
}

/** An update as data, or null where there is nothing for the bot: channel posts, other bots, service messages. */
export function readUpdate(update: Update, me: Me): BotEvent | null {
  if (update.message !== undefined) return readMessage(update.message, me);
  if (update.edited_message !== undefined) return readMessage(update.edited_message, me);
  if (update.guest_message !== undefined) return readGuest(update.guest_message, me);
  if (update.callback_query !== undefined) return readPress(update.callback_query);
  if (update.inline_query !== undefined) return readInline(update.inline_query);
  if (update.chosen_inline_result !== undefined) return readChosen(update.chosen_inline_result);
  if (update.my_chat_member !== undefined) return readMembership(update.my_chat_member);
  return null;
}

function readMessage(message: Message, me: Me): BotEvent | null {
  if (message.migrate_to_chat_id !== undefined) {
    return { kind: 'moved', fromChatId: message.chat.id, toChatId: message.migrate_to_chat_id };
  }
  const person = author(message);
  const kind = chatKind(message.chat);
  if (person === null || kind === null || isService(message)) return null;
  return {
    kind: 'message',
    person,
    place: { chatId: message.chat.id, threadId: threadOf(message), kind },
    messageId: message.message_id,
    ...words(message),
    repliedTo: repliedTo(message, me),
    editedAfterS: message.edit_date === undefined ? null : message.edit_date - message.date,
  } satisfies MessageEvent;
}

function readGuest(message: Message, me: Me): BotEvent | null {
  const person = author(message);
  if (person === null || message.guest_query_id === undefined) return null;
  return { kind: 'guest', person, queryId: message.guest_query_id, ...words(message), repliedTo: repliedTo(message, me) };
}

function readPress(query: NonNullable<Update['callback_query']>): BotEvent {
  return { kind: 'press', person: personOf(query.from), queryId: query.id, data: query.data ?? '', on: pressedOn(query) };
}

function pressedOn(query: NonNullable<Update['callback_query']>): MessageRef | null {
  if (query.inline_message_id !== undefined) return { inlineMessageId: query.inline_message_id };
  const message = query.message;
  const kind = message === undefined ? null : chatKind(message.chat);
  if (message === undefined || kind === null) return null;
  const threadId = 'is_topic_message' in message ? threadOf(message) : null;
  return { place: { chatId: message.chat.id, threadId, kind }, messageId: message.message_id };
}

function readInline(query: NonNullable<Update['inline_query']>): BotEvent {
  return { kind: 'inline', person: personOf(query.from), queryId: query.id, query: query.query, offset: query.offset };
}

function readChosen(result: NonNullable<Update['chosen_inline_result']>): BotEvent {
  const inlineMessageId = result.inline_message_id ?? null;
  return { kind: 'chosen', person: personOf(result.from), cardId: result.result_id, inlineMessageId };
}

function readMembership(change: NonNullable<Update['my_chat_member']>): BotEvent | null {
  const gone = ['kicked', 'left'].includes(change.new_chat_member.status);
  return gone ? { kind: 'removed', chatId: change.chat.id } : null;
}

/** Null for other bots, lest two bots talk to each other for ever, and for posts that a channel forwards by itself. */
function author(message: Message): Person | null {
  if (message.is_automatic_forward === true) return null;
  if (message.sender_chat !== undefined) return { id: message.sender_chat.id, languageTag: undefined };
  if (message.from === undefined || message.from.is_bot) return null;
  return personOf(message.from);
}

function personOf(user: User): Person {
  return { id: user.id, languageTag: user.language_code };
}

function chatKind(chat: Chat): Place['kind'] | null {
  if (chat.type === 'private') return 'private';
  return chat.type === 'group' || chat.type === 'supergroup' ? 'group' : null;
}

/** Replies in plain supergroups bear a thread id too, but only a topic's can be sent to. */
function threadOf(message: Message): number | null {
  return message.is_topic_message === true ? (message.message_thread_id ?? null) : null;
}

/** Joins, pins, title changes and the like: nothing that somebody said. */
function isService(message: Message): boolean {
  return SERVICE_FIELDS.some((field) => field in message);
}

const SERVICE_FIELDS = [
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'migrate_from_chat_id',
  'pinned_message',
  'message_auto_delete_timer_changed',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'write_access_allowed',
  'boost_added',
  'chat_background_set',
] as const satisfies readonly (keyof Message)[];

function words(message: Message): { text: string; mentions: readonly Mention[] } {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  return { text, mentions: entities.flatMap(mentionOf) };
}

function mentionOf(entity: MessageEntity): Mention[] {
  const { offset, length } = entity;
  if (entity.type === 'bot_command') return [{ kind: 'command', offset, length, personId: null }];
  if (entity.type === 'mention') return [{ kind: 'mention', offset, length, personId: null }];
  if (entity.type === 'text_mention') return [{ kind: 'person', offset, length, personId: entity.user.id }];
  return [];
}

function repliedTo(message: Message, me: Me): RepliedTo | null {
  const original = message.reply_to_message;
  // In a forum every message "replies" to the one that opened the topic.
  if (original === undefined || 'forum_topic_created' in original) return null;
  const quoted = message.quote?.is_manual === true ? message.quote.text : undefined;
  const text = quoted ?? original.text ?? original.caption ?? '';
  return { messageId: original.message_id, fromBot: original.from?.id === me.id, text };
}
