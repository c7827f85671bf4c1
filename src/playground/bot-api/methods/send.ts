import type { Message, ReplyParameters } from '@grammyjs/types';
import type { Chat } from '../chat.ts';
import { malformed, refused } from '../errors.ts';
import { asDocument, type StoredFile } from '../files.ts';
import { checkMarkup, type ReplyMarkup } from '../keyboard.ts';
import { placement, resolveReply, shownInReply } from '../replies.ts';
import { type FormattedText, formatText, type TextRequest } from '../text.ts';
import { chatToWrite, findChat, type Handlers, type MethodContext } from './context.ts';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

export const sendMethods: Handlers<'sendMessage' | 'sendDocument' | 'forwardMessage' | 'copyMessage' | 'sendChatAction' | 'setMessageReaction'> = {
  sendMessage(context, params) {
    const { text, entities } = checkText(context, { text: params.text, parseMode: params.parse_mode, entities: params.entities });
    const preview = params.link_preview_options === undefined ? {} : { link_preview_options: params.link_preview_options };
    return put(context, { text, ...(entities.length === 0 ? {} : { entities }), ...preview }, params);
  },

  sendDocument(context, params) {
    const document = takeFile(context, params.document);
    const caption = checkCaption(context, { text: params.caption ?? '', parseMode: params.parse_mode, entities: params.caption_entities });
    return put(context, { document: asDocument(document), ...caption }, params);
  },

  forwardMessage(context, params) {
    const message = findOriginal(context, params.from_chat_id, params.message_id, 'forward');
    const forward_origin = { type: 'user', date: message.date, sender_user: message.from };
    return put(context, { ...bodyOf(message), forward_origin } as Partial<Message>, params);
  },

  copyMessage(context, params) {
    const message = findOriginal(context, params.from_chat_id, params.message_id, 'copy');
    return { message_id: put(context, bodyOf(message), params).message_id };
  },

  sendChatAction(context, params) {
    if (!ACTIONS.has(params.action)) throw malformed('wrong parameter action in request');
    const chat = chatToWrite(context, params.chat_id);
    checkTopic(chat, params.message_thread_id);
    context.world.journal.add({ kind: 'action', chat, action: params.action, topic: params.message_thread_id });
    return true;
  },

  setMessageReaction(context, params) {
    const chat = chatToWrite(context, params.chat_id);
    if (!chat.messages.has(params.message_id)) throw refused('message to react not found');
    context.world.journal.add({ kind: 'reaction', chat, messageId: params.message_id, reaction: params.reaction ?? [] });
    return true;
  },
};

/** What all sending methods share. */
interface Delivery {
  readonly chat_id: number | string;
  readonly message_thread_id?: number;
  readonly reply_parameters?: ReplyParameters;
  readonly reply_markup?: ReplyMarkup;
  readonly protect_content?: boolean;
}

function put(context: MethodContext, content: Partial<Message>, params: Delivery): Message {
  const { world, bot, note } = context;
  const keyboard = checkMarkup(params.reply_markup, world.limits, note);
  const chat = chatToWrite(context, params.chat_id);
  checkTopic(chat, params.message_thread_id);
  const reply = resolveReply(chat, params.reply_parameters, world.limits.quoteChars);
  const target = reply?.target.message;
  return world.post(
    chat,
    {
      from: bot.asUser,
      ...placement(chat, params.message_thread_id, target),
      ...(target === undefined ? {} : { reply_to_message: shownInReply(target) }),
      ...(reply?.quote === undefined ? {} : { quote: reply.quote }),
      ...(params.protect_content === true ? { has_protected_content: true } : {}),
      ...content,
      ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
    } as Partial<Message>,
    { by: 'bot', userId: bot.user.id, ...(params.reply_markup === undefined || keyboard !== undefined ? {} : { markup: params.reply_markup }) },
  );
}

/** Topics are those of forums, and of private chats with a bot that has them; a thread of replies is no topic. */
function checkTopic(chat: Chat, topic: number | undefined): void {
  if (topic !== undefined && topic !== 0 && !chat.topics.has(topic)) throw malformed('message thread not found');
}

export function checkText({ world, note }: MethodContext, request: TextRequest, tooLong = 'message is too long'): FormattedText {
  if (request.text === '') throw malformed('message text is empty');
  const { textChars: maxChars, entities: maxEntities } = world.limits;
  return formatText(request, { maxChars, maxEntities, tooLong, empty: 'text must be non-empty', note });
}

export function checkCaption({ world, note }: MethodContext, request: TextRequest): Partial<Message> {
  const { captionChars: maxChars, entities: maxEntities } = world.limits;
  const { text, entities } = formatText(request, { maxChars, maxEntities, tooLong: 'message caption is too long', note });
  return { ...(text === '' ? {} : { caption: text }), ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}

/** An upload (in the field itself or `attach://` another), or the id of a file that is known. */
function takeFile({ world, files }: MethodContext, given: unknown): StoredFile {
  const reference = typeof given === 'string' ? given : 'attach://document';
  const upload = files.get(reference.replace(/^attach:\/\//, '')) ?? (reference === '' ? files.get('document') : undefined);
  if (upload !== undefined) {
    if (upload.bytes.length === 0) throw malformed('file must be non-empty');
    if (upload.bytes.length > world.limits.uploadBytes) throw malformed('file is too big');
    return world.files.add(upload);
  }
  const known = world.files.byId(reference);
  if (known === undefined) throw malformed('wrong file identifier/HTTP URL specified');
  return known;
}

function findOriginal(context: MethodContext, chatId: number | string, messageId: number, what: string): Message {
  const message = findChat(context, chatId).messages.get(messageId)?.message;
  if (message === undefined) throw refused(`message to ${what} not found`);
  return message;
}

function bodyOf(message: Message): Partial<Message> {
  const { text, entities, caption, caption_entities, document } = message;
  return JSON.parse(JSON.stringify({ text, entities, caption, caption_entities, document })) as Partial<Message>;
}
