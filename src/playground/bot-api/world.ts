import type { Message, Update, User } from '@grammyjs/types';
import { BotAccount, type BotSetup } from './bot-account.ts';
import type { Chat, Kept } from './chat.ts';
import { FileStore } from './files.ts';
import type { InlineAnswer } from './events.ts';
import { Journal } from './journal.ts';
import { type Limits, TELEGRAM_LIMITS } from './limits.ts';
import { type OpenGuestQuery, type OpenInlineQuery, OpenQueries, type OpenQuery } from './open-queries.ts';
import { Places } from './places.ts';
import { reaches } from './privacy.ts';
import type { NewUpdate } from './update-queue.ts';

export interface WorldSetup {
  readonly limits?: Partial<Limits>;
  /** Milliseconds; the world's time goes by it (`advance` adds to it). */
  readonly clock?: () => number;
  /** How many events and how many messages per chat are kept; a soak test keeps few. */
  readonly keepEvents?: number;
  readonly keepMessages?: number;
}

interface CachedAnswer {
  readonly answer: InlineAnswer;
  readonly until: number;
}

/** Everything that exists in one small Telegram: accounts, chats, messages, open questions, and what happened. */
export class World {
  readonly limits: Limits;
  readonly journal: Journal;
  readonly files = new FileStore();
  readonly bots = new Map<string, BotAccount>();
  readonly users = new Map<number, User>();
  readonly places: Places;
  readonly callbackQueries = new OpenQueries<OpenQuery>();
  readonly inlineQueries = new OpenQueries<OpenInlineQuery>();
  readonly guestQueries = new OpenQueries<OpenGuestQuery>();
  readonly inlineMessages = new Map<string, { readonly bot: BotAccount; readonly chat: Chat; readonly messageId: number }>();
  readonly inlineCache = new Map<string, CachedAnswer>();
  readonly violations: { readonly method: string; readonly what: string }[] = [];
  readonly #clock: () => number;
  #ahead = 0;
  #lastId = 0;
  #lastMessageId = 0;

  constructor(setup: WorldSetup = {}) {
    this.limits = { ...TELEGRAM_LIMITS, ...setup.limits };
    this.journal = new Journal(setup.keepEvents);
    this.#clock = setup.clock ?? Date.now;
    this.places = new Places(() => this.nextId(), setup.keepMessages);
  }

  readonly now = (): number => this.#clock() + this.#ahead;

  /** Lets time pass at once: queries grow old, caches end. Timers of the machine do not move. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  /** Unix time in seconds, as Telegram dates everything. */
  get date(): number {
    return Math.floor(this.now() / 1000);
  }

  /** A new number, for people, groups and queries alike. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  addBot(setup: BotSetup = {}): BotAccount {
    const bot = new BotAccount(setup, this.limits, this.now);
    this.bots.set(bot.token, bot);
    this.users.set(bot.user.id, bot.asUser);
    return bot;
  }

  /** The bot that is meant where only one can be. */
  theBot(): BotAccount {
    const [bot] = this.bots.values();
    if (bot === undefined) throw new Error('the world has no bot yet: addBot() first');
    return bot;
  }

  addUser(user: User): User {
    this.users.set(user.id, user);
    return user;
  }

  /** Puts a message into a chat and shows it to the bots that may see it. */
  post(chat: Chat, content: Partial<Message>, sender: { by: 'bot' | 'person'; userId: number; inlineMessageId?: string; markup?: unknown }): Message {
    const message = { message_id: chat.nextId(() => (this.#lastMessageId += 1)), date: this.date, chat: chat.asApi(), ...content };
    const kept: Kept = {
      message,
      versions: [],
      by: sender.userId,
      ...(sender.inlineMessageId === undefined ? {} : { inlineMessageId: sender.inlineMessageId }),
      ...(sender.markup === undefined ? {} : { markup: sender.markup }),
    };
    chat.keep(kept);
    if (sender.by === 'bot') chat.lastBotId = sender.userId;
    else chat.opened = true;
    this.journal.add({ kind: 'message', chat, message, by: sender.by });
    for (const bot of this.bots.values()) {
      if (bot.user.id !== sender.userId && reaches(bot, chat, message)) this.deliver(bot, { message } as NewUpdate, `chat ${chat.id}`);
    }
    return message;
  }

  /** Changes a message; people's edits reach the bots that may see it, a bot's own edits do not. */
  revise(chat: Chat, kept: Kept, message: Message, by: 'bot' | 'person'): Message {
    kept.versions.push(kept.message);
    kept.message = message;
    this.journal.add({ kind: 'edit', chat, message, by });
    if (by === 'bot') return message;
    for (const bot of this.bots.values()) {
      if (reaches(bot, chat, message)) this.deliver(bot, { edited_message: message } as NewUpdate, `chat ${chat.id}`);
    }
    return message;
  }

  deliver(bot: BotAccount, payload: NewUpdate, lane: string): Update {
    const { update, kept } = bot.queue.push(payload, lane);
    this.journal.add({ kind: 'update', bot: bot.user.username, update, kept });
    return update;
  }

  /** Notes what a correct bot would never do. */
  violate(method: string, what: string): void {
    this.violations.push({ method, what });
    this.journal.add({ kind: 'violation', method, what });
  }
}
