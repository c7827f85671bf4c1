import type { InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup } from '@grammyjs/types';
import { malformed } from './errors.ts';
import type { Limits } from './limits.ts';
import { byteLength } from './text.ts';

/** What may come as `reply_markup`: only the inline keyboard stays with the message. */
export type ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | { readonly remove_keyboard: true } | { readonly force_reply: true };

/** The kinds of button there are; exactly one field says which a button is. */
const KINDS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
] as const;

/** Checks a markup and returns the inline keyboard to keep; an empty one is none at all. */
export function checkMarkup(markup: ReplyMarkup | undefined, limits: Limits, note: (text: string) => void): InlineKeyboardMarkup | undefined {
  if (markup === undefined) return undefined;
  if ('inline_keyboard' in markup) return checkInline(markup, limits, note);
  if ('keyboard' in markup) {
    for (const button of markup.keyboard.flat()) {
      if (typeof button === 'object' && button.text === '') throw malformed('keyboard button text must be non-empty');
    }
  }
  return undefined;
}

function checkInline(markup: InlineKeyboardMarkup, limits: Limits, note: (text: string) => void): InlineKeyboardMarkup | undefined {
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  const buttons = rows.flat();
  if (buttons.length > limits.keyboardButtons) throw malformed('reply markup is too long');
  for (const row of rows) if (row.length > 8) note(`a keyboard row of ${row.length} buttons: clients show 8`);
  for (const button of buttons) checkButton(button, limits);
  return rows.length === 0 ? undefined : { inline_keyboard: rows };
}

function checkButton(button: InlineKeyboardButton, limits: Limits): void {
  const fields = button as unknown as Readonly<Record<string, unknown>>;
  const kinds = KINDS.filter((kind) => (fields[kind] !== undefined && fields[kind] !== '') || (kind.startsWith('switch_inline_query') && fields[kind] === ''));
  if (button.text.trim() === '') throw malformed("can't parse inline keyboard button: Text must be non-empty");
  if (kinds.length === 0) throw malformed("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (kinds.length > 1) throw malformed(`can't parse inline keyboard button: exactly one kind expected, found ${kinds.join(' and ')}`);
  if ('callback_data' in button && byteLength(button.callback_data) > limits.callbackDataBytes) throw malformed('BUTTON_DATA_INVALID');
  if ('copy_text' in button && (button.copy_text.text.length < 1 || button.copy_text.text.length > limits.copyTextChars))
    throw malformed('BUTTON_COPY_TEXT_INVALID');
  if ('url' in button && button.url !== undefined && !validUrl(button.url))
    throw malformed(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
  for (const query of inlineQueries(button)) if (query.length > limits.inlineQueryChars) throw malformed('BUTTON_DATA_INVALID');
}

/** Telegram takes web and tg:// links, and refuses hosts that no reader could open from elsewhere. */
function validUrl(url: string): boolean {
  if (!URL.canParse(url)) return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(url);
  const { protocol, hostname } = new URL(url);
  return protocol === 'tg:' || protocol === 'ton:' || (/^https?:$/.test(protocol) && (hostname.includes('.') || LOOPBACK.has(hostname)));
}

/** Telegram refuses `localhost`; the playground's own links live there, so this server is kinder. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function inlineQueries(button: InlineKeyboardButton): string[] {
  if ('switch_inline_query' in button) return [button.switch_inline_query];
  if ('switch_inline_query_current_chat' in button) return [button.switch_inline_query_current_chat];
  if ('switch_inline_query_chosen_chat' in button) return [button.switch_inline_query_chosen_chat.query ?? ''];
  return [];
}
