import type { Action, Button, Card, Face, Keyboard, MessageRef, SendAction } from './action.ts';
import type { InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, MessageEntity } from './bot-api.ts';
import type { MarkedSpan, Rich } from './message/rich.ts';
import { callOf, type Call } from './telegram.ts';

/** An action as a call of the Bot API. Text goes out with entities, never with a parse mode. */
export function callFor(action: Action): Call {
  switch (action.kind) {
    case 'send':
      return sendCall(action);
    case 'edit':
      return callOf('editMessageText', { ...targetOf(action.target), ...textOf(action.face.content), ...markupOf(action.face) });
    case 'answerPress': {
      const text = action.text === null ? {} : { text: action.text, show_alert: action.alert };
      return callOf('answerCallbackQuery', { callback_query_id: action.queryId, ...text });
    }
    case 'answerInline':
      return inlineCall(action);
    case 'answerGuest':
      return callOf('answerGuestQuery', { guest_query_id: action.queryId, result: articleOf(action.card) });
    case 'typing':
      return callOf('sendChatAction', { ...placeOf(action.place), action: 'typing' });
  }
}

/** The same words with nothing that the Bot API could object to: no marks, no buttons, no reply, no topic. */
export function plainestSendCall({ place, face }: SendAction): Call {
  return callOf('sendMessage', { chat_id: place.chatId, text: face.content.text, ...NO_PREVIEW });
}

/** Doing it twice does no harm, so that it may be repeated after a time-out. */
export function isRepeatable(action: Action): boolean {
  if (action.kind === 'send') return action.harmlessTwice === true;
  return action.kind !== 'answerGuest';
}

const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

function sendCall({ place, face, replyTo }: SendAction): Call {
  const reply = replyTo === null ? {} : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } };
  return callOf('sendMessage', { ...placeOf(place), ...textOf(face.content), ...markupOf(face), ...reply });
}

function inlineCall(action: Extract<Action, { kind: 'answerInline' }>): Call {
  const { button } = action;
  return callOf('answerInlineQuery', {
    inline_query_id: action.queryId,
    results: action.cards.map(articleOf),
    cache_time: action.cacheS,
    // The words around a quote are in the reader's language: nobody else's cache may serve them.
    is_personal: true,
    next_offset: action.nextOffset,
    ...(button === null ? {} : { button: { text: button.label, start_parameter: button.start } }),
  });
}

function articleOf({ id, title, description, face }: Card): InlineQueryResultArticle {
  const { text, entities, link_preview_options } = textOf(face.content);
  const content = { message_text: text, entities, link_preview_options };
  return { type: 'article', id, title, description, input_message_content: content, ...markupOf(face) };
}

function placeOf({ chatId, threadId }: { chatId: number; threadId: number | null }) {
  return threadId === null ? { chat_id: chatId } : { chat_id: chatId, message_thread_id: threadId };
}

function targetOf(target: MessageRef) {
  if ('inlineMessageId' in target) return { inline_message_id: target.inlineMessageId };
  return { chat_id: target.place.chatId, message_id: target.messageId };
}

function textOf({ text, marks }: Rich): { text: string; entities: MessageEntity[]; link_preview_options: { is_disabled: true } } {
  return { text, entities: marks.map(entityOf), ...NO_PREVIEW };
}

function entityOf({ mark, offset, length }: MarkedSpan): MessageEntity {
  return typeof mark === 'object' ? { type: 'text_link', offset, length, url: mark.url } : { type: mark, offset, length };
}

function markupOf({ keyboard }: Face): { reply_markup?: InlineKeyboardMarkup } {
  return keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: rowsOf(keyboard) } };
}

function rowsOf(keyboard: Keyboard): InlineKeyboardButton[][] {
  return keyboard.map((row) => row.map(buttonOf));
}

function buttonOf(button: Button): InlineKeyboardButton {
  if ('press' in button) return { text: button.label, callback_data: button.press };
  if ('copy' in button) return { text: button.label, copy_text: { text: button.copy } };
  return { text: button.label, url: button.url };
}
