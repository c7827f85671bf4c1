import type { Message, User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat } from './chat.ts';
import { queryTooOld } from './errors.ts';

/** A question from Telegram to a bot that waits for one answer. */
export interface OpenQuery {
  readonly bot: BotAccount;
  readonly user: User;
  readonly askedAt: number;
}
export interface OpenInlineQuery extends OpenQuery {
  readonly query: string;
  readonly offset: string;
}
export interface OpenGuestQuery extends OpenQuery {
  readonly chat: Chat;
  readonly message: Message;
}

/** So many may wait; the oldest of more are forgotten. A soak test leaves thousands unanswered. */
const MOST = 20_000;

/** Questions by their id, until they are answered. */
export class OpenQueries<Q extends OpenQuery> {
  readonly #open = new Map<string, Q>();

  add(id: string, query: Q): void {
    this.#open.set(id, query);
    if (this.#open.size <= MOST) return;
    const oldest = this.#open.keys().next();
    if (oldest.done !== true) this.#open.delete(oldest.value);
  }

  /** A question is answered once, by the bot that was asked, in time. */
  close(id: string, by: { readonly bot: BotAccount; readonly now: number; readonly ttlMs: number }): Q {
    const query = this.#open.get(id);
    this.#open.delete(id);
    if (query === undefined || query.bot !== by.bot || by.now - query.askedAt > by.ttlMs) throw queryTooOld();
    return query;
  }
}
