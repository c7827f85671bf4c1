import type { Message, Update, User } from '@grammyjs/types';
import { BotAccount, type BotSetup } from './bot-account.ts';
import { Chat, type Kept } from './chat.ts';
import { FileStore } from './files.ts';
import { type InlineAnswer, Journal } from './journal.ts';
import { type Limits, TELEGRAM_LIMITS } from './limits.ts';
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

/** A question from Telegram to a bot that waits for one answer. */
export interface OpenQuery {
  readonly bot: BotAccount;
  readonly user: User;
  readonly askedAt: number;
}
export interface OpenInlineQuery extends OpenQuery { readonly query: string; readonly offset: string }
export interface OpenGuestQuery extends OpenQuery { readonly chat: Chat; readonly message: Message }

interface CachedAnswer { readonly answer: InlineAnswer; readonly until: number }

/** Everything that exists in one small Telegram: accounts, chats, messages, open questions, and what happened. */
export class World {
  readonly limits: Limits;
  readonly journal: Journal;
  readonly files = new FileStore();
  readonly bots = new Map<string, BotAccount>();
  readonly users = new Map<number, User>();
  readonly groups = new Map<number, Chat>();
  readonly callbackQueries = new Map<string, OpenQuery>();
  readonly inlineQueries = new Map<string, OpenInlineQuery>();
  readonly guestQueries = new Map<string, OpenGuestQuery>();
  readonly inlineMessages = new Map<string, { readonly bot: BotAccount; readonly chat: Chat; readonly messageId: number }>();
  readonly inlineCache = new Map<string, CachedAnswer>();
  readonly violations: { readonly method: string; readonly what: string }[] = [];
  readonly #privateChats = new Map<string, Chat>();
  readonly #peopleChats: Chat[] = [];
  readonly #clock: () => number;
  readonly #keepMessages: number | undefined;
  #ahead = 0;
  #lastId = 0;
  #lastMessageId = 0;

  constructor(setup: WorldSetup = {}) {
    this.limits = { ...TELEGRAM_LIMITS, ...setup.limits };
    this.journal = new Journal(setup.keepEvents);
    this.#clock = setup.clock ?? Date.now;
    this.#keepMessages = setup.keepMessages;
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

  addGroup(setup: { title: string; type?: 'group' | 'supergroup'; isForum?: boolean; username?: string }): Chat {
    const type = setup.isForum === true || setup.username !== undefined ? 'supergroup' : (setup.type ?? 'supergroup');
    const number = 4_000_000 + this.nextId();
    const id = type === 'group' ? -number : -1_000_000_000_000 - number;
    const chat = new Chat({ id, type, title: setup.title, username: setup.username, isForum: setup.isForum ?? false, ...this.#keeping() });
    this.groups.set(id, chat);
    return chat;
  }

  /** A chat between two people, where a bot is only ever a guest or works inline. */
  addPeopleChat(one: User, other: User): Chat {
    const chat = new Chat({ id: 3_000_000 + this.nextId(), type: 'private', person: other, ...this.#keeping() });
    chat.members.set(one.id, 'member').set(other.id, 'member');
    this.#peopleChats.push(chat);
    return chat;
  }

  /** The chat of a person with a bot; it comes into being when the person opens it. */
  privateChat(bot: BotAccount, person: User): Chat {
    const known = this.findPrivateChat(bot, person.id);
    if (known !== undefined) return known;
    const chat = new Chat({ id: person.id, type: 'private', person, ...this.#keeping() });
    chat.members.set(person.id, 'member').set(bot.user.id, 'member');
    this.#privateChats.set(`${bot.user.id}:${person.id}`, chat);
    return chat;
  }

  findPrivateChat(bot: BotAccount, personId: number): Chat | undefined {
    return this.#privateChats.get(`${bot.user.id}:${personId}`);
  }

  /** The chats of this id that a person can see into: with several bots, a private chat with each. */
  chatsOf(person: User, id: number): Chat[] {
    const group = this.groups.get(id);
    const own = [...this.bots.values()].map((bot) => (person.id === id ? this.findPrivateChat(bot, id) : undefined));
    const chats = [group, ...own, ...this.#peopleChats.filter((chat) => chat.person?.id === id || chat.id === id)];
    return chats.filter((chat): chat is Chat => chat?.members.has(person.id) === true);
  }

  #keeping(): { keep?: number } {
    return this.#keepMessages === undefined ? {} : { keep: this.#keepMessages };
  }

  /** Puts a message into a chat and shows it to the bots that may see it. */
  post(chat: Chat, content: Partial<Message>, sender: { by: 'bot' | 'person'; userId: number; inlineMessageId?: string; markup?: unknown }): Message {
    const message = { message_id: chat.nextId(() => (this.#lastMessageId += 1)), date: this.date, chat: chat.asApi(), ...content } as Message;
    const kept: Kept = {
      message, versions: [], by: sender.userId,
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
    const { update, kept } = bot.queue.push(structuredClone(payload), lane);
    this.journal.add({ kind: 'update', bot: bot.user.username, update, kept });
    return update;
  }

  /** Notes what a correct bot would never do. */
  violate(method: string, what: string): void {
    this.violations.push({ method, what });
    this.journal.add({ kind: 'violation', method, what });
  }
}
