import type { InlineKeyboardButton, Message, User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat } from './chat.ts';
import type { CallbackAnswer } from './events.ts';
import type { WaitOptions } from './journal.ts';
import type { World } from './world.ts';

/** What pressing a button does: ask the bot, or something that the client does alone. */
export type Pressed =
  | { readonly kind: 'callback'; readonly queryId: string; readonly answered: (options?: WaitOptions) => Promise<CallbackAnswer> }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'inline'; readonly query: string; readonly where: 'here' | 'elsewhere' };

export type PressedCallback = Extract<Pressed, { kind: 'callback' }>;

/** The label, a pattern for it, or the place. */
export type WhichButton = string | RegExp | readonly [row: number, column: number];

export function findButton(message: Message, which: WhichButton): InlineKeyboardButton {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const labels = rows.flat().map(({ text }) => `"${text}"`);
  const found =
    typeof which === 'string' || which instanceof RegExp
      ? rows.flat().find(({ text }) => (typeof which === 'string' ? text === which : which.test(text)))
      : rows[which[0]]?.[which[1]];
  if (found === undefined) throw new Error(`no button ${String(which)}; there are: ${labels.join(', ') || 'none'}`);
  return found;
}

interface Pressing {
  readonly chat: Chat;
  readonly message: Message;
  readonly user: User;
}

export function pressButton(world: World, pressing: Pressing, button: InlineKeyboardButton): Pressed {
  if ('url' in button && button.url !== undefined) return { kind: 'url', url: button.url };
  if ('copy_text' in button) return { kind: 'copy', text: button.copy_text.text };
  if ('switch_inline_query' in button) return { kind: 'inline', query: button.switch_inline_query, where: 'elsewhere' };
  if ('switch_inline_query_chosen_chat' in button) return { kind: 'inline', query: button.switch_inline_query_chosen_chat.query ?? '', where: 'elsewhere' };
  if ('switch_inline_query_current_chat' in button) return { kind: 'inline', query: button.switch_inline_query_current_chat, where: 'here' };
  if (!('callback_data' in button)) throw new Error(`nobody can press "${button.text}" here`);
  return sendCallback(world, pressing, button.callback_data);
}

/** A callback with any data at all; where the message is gone, the bot gets what is left of it. */
export function sendCallback(world: World, { chat, message, user }: Pressing, data: string): PressedCallback {
  const kept = chat.messages.get(message.message_id);
  const bot = world.inlineMessages.get(kept?.inlineMessageId ?? '')?.bot ?? botOf(world, chat, message);
  const queryId = `${4_000_000_000 + world.nextId()}`;
  const position = world.journal.position;
  world.callbackQueries.add(queryId, { bot, user, askedAt: world.now() });
  const gone = { chat: chat.asApi(), message_id: message.message_id, date: 0 };
  const origin = kept?.inlineMessageId === undefined ? { message: kept?.message ?? gone } : { inline_message_id: kept.inlineMessageId };
  world.deliver(bot, { callback_query: { id: queryId, from: user, ...origin, chat_instance: `${chat.id * 7919}`, data } }, `callback ${user.id}`);
  const answered = async (options: WaitOptions = {}): Promise<CallbackAnswer> => {
    const { value } = await world.journal.until((event) => (event.kind === 'callback-answer' && event.answer.queryId === queryId ? event.answer : undefined), {
      after: position,
      what: `the answer to a pressed button (${data})`,
      ...options,
    });
    return value;
  };
  return { kind: 'callback', queryId, answered };
}

function botOf(world: World, chat: Chat, message: Message): BotAccount {
  const bots = [...world.bots.values()];
  return bots.find((bot) => bot.user.id === message.from?.id) ?? bots.find((bot) => chat.has(bot.user.id)) ?? world.theBot();
}
