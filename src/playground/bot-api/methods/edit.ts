import { isDeepStrictEqual } from 'node:util';
import type { InlineKeyboardMarkup, Message } from '@grammyjs/types';
import type { Chat, Kept } from '../chat.ts';
import { malformed, refused } from '../errors.ts';
import { checkMarkup } from '../keyboard.ts';
import { chatToWrite, type Handlers, type MethodContext } from './context.ts';
import { checkCaption, checkText } from './send.ts';

export const editMethods: Handlers<'editMessageText' | 'editMessageCaption' | 'editMessageReplyMarkup' | 'deleteMessage' | 'deleteMessages'> = {
  editMessageText(context, params) {
    if (params.text === undefined) throw malformed('message text is empty');
    const { text, entities } = checkText(context, { text: params.text, parseMode: params.parse_mode, entities: params.entities }, 'MESSAGE_TOO_LONG');
    const preview = params.link_preview_options === undefined ? {} : { link_preview_options: params.link_preview_options };
    return edit(context, params, { text, entities: entities.length === 0 ? undefined : entities, ...preview }, 'text');
  },

  editMessageCaption(context, params) {
    const caption = checkCaption(context, { text: params.caption ?? '', parseMode: params.parse_mode, entities: params.caption_entities });
    return edit(context, params, { caption: undefined, caption_entities: undefined, ...caption }, 'document');
  },

  editMessageReplyMarkup: (context, params) => edit(context, params, {}, undefined),

  deleteMessage(context, params) {
    const chat = chatToWrite(context, params.chat_id);
    if (!remove(context, chat, params.message_id)) throw refused('message to delete not found');
    return true;
  },

  deleteMessages(context, params) {
    const chat = chatToWrite(context, params.chat_id);
    if (params.message_ids.length < 1 || params.message_ids.length > 100) throw malformed('too many message identifiers specified');
    for (const id of params.message_ids) remove(context, chat, id);
    return true;
  },
};

interface Address {
  readonly chat_id?: number | string;
  readonly message_id?: number;
  readonly inline_message_id?: string;
  readonly reply_markup?: InlineKeyboardMarkup;
}

/** `needs`: the kind of content that can be edited so; undefined fields in `change` take something away. */
function edit(
  context: MethodContext,
  params: Address,
  change: Partial<Record<keyof Message, unknown>>,
  needs: 'text' | 'document' | undefined,
): Message | true {
  const { world } = context;
  const keyboard = checkMarkup(params.reply_markup, world.limits, context.note);
  const { chat, kept, inline } = locate(context, params);
  if (needs !== undefined && kept.message[needs] === undefined)
    throw malformed(needs === 'text' ? 'there is no text in the message to edit' : 'there is no caption in the message to edit');
  const after = without({ ...kept.message, ...change, reply_markup: keyboard });
  if (same(after, kept.message)) {
    throw refused(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  const message = world.revise(chat, kept, { ...after, edit_date: world.date } as Message, 'bot');
  return inline ? true : message;
}

function locate(context: MethodContext, { chat_id, message_id, inline_message_id }: Address): { chat: Chat; kept: Kept; inline: boolean } {
  const { world, bot } = context;
  if (inline_message_id !== undefined) {
    const place = world.inlineMessages.get(inline_message_id);
    if (place?.bot !== bot) throw malformed('MESSAGE_ID_INVALID');
    const kept = place.chat.messages.get(place.messageId);
    if (kept === undefined) throw refused('MESSAGE_ID_INVALID');
    return { chat: place.chat, kept, inline: true };
  }
  if (chat_id === undefined) throw malformed('chat_id is empty');
  if (message_id === undefined) throw malformed('message identifier is not specified');
  const chat = chatToWrite(context, chat_id);
  const kept = chat.messages.get(message_id);
  if (kept === undefined) throw refused('message to edit not found');
  if (kept.by !== bot.user.id) throw malformed("message can't be edited");
  return { chat, kept, inline: false };
}

/** Two days. */
const DELETABLE_SECONDS = 172_800;

/** A bot deletes what is its own, anything in a private chat, and in groups what an administrator may. */
function remove({ world, bot }: MethodContext, chat: Chat, id: number): boolean {
  const kept = chat.messages.get(id);
  if (kept === undefined) return false;
  const mayDelete = kept.by === bot.user.id || chat.type === 'private' || ['administrator', 'creator'].includes(chat.statusOf(bot.user.id));
  const tooOld = world.date - kept.message.date > DELETABLE_SECONDS;
  if (!mayDelete || tooOld) throw refused("message can't be deleted");
  chat.messages.delete(id);
  world.journal.add({ kind: 'delete', chat, messageId: id });
  return true;
}

const without = (record: object): Record<string, unknown> => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const EDITABLE = ['text', 'entities', 'caption', 'caption_entities', 'reply_markup', 'link_preview_options'] as const;

const same = (after: Record<string, unknown>, before: Message): boolean => EDITABLE.every((field) => isDeepStrictEqual(after[field], before[field]));
