import type { Chat as ApiChat, Message, User } from '@grammyjs/types';

export type ChatType = 'private' | 'group' | 'supergroup';

/** A person's or a bot's place in a group. */
export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';

export interface Kept {
  /** As it stands now. */
  message: Message;
  /** As it stood before each edit, oldest first. */
  readonly versions: Message[];
  /** User id of who sent it; for a message sent through a bot, the person. */
  readonly by: number;
  /** Set where a bot can edit it as an inline message. */
  readonly inlineMessageId?: string;
  /** A bot's reply keyboard and the like are not part of the message: kept for whoever shows the chat. */
  readonly markup?: unknown;
}

/**
 * One chat, and the truth about it: every message as it stands, with what it was before. A private chat has one
 * person and one bot; a chat between two people (`people`) is where only inline and guest messages happen.
 */
export class Chat {
  readonly id: number;
  readonly type: ChatType;
  readonly messages = new Map<number, Kept>();
  readonly members = new Map<number, MemberStatus>();
  /** Topics by message_thread_id; the General topic has none. */
  readonly topics = new Map<number, string>();
  readonly isForum: boolean;
  /** Private chats: the person, and whether they have stopped the bot. */
  person: User | undefined;
  title: string | undefined;
  username: string | undefined;
  blocked = false;
  /** Private chats: whether the person has ever written; bots do not begin. */
  opened = false;
  migratedTo: Chat | undefined;
  /** Whoever wrote last among bots: a bare command in a group is meant for them. */
  lastBotId: number | undefined;
  readonly #keep: number;
  #nextId: number;

  constructor(setup: {
    id: number;
    type: ChatType;
    title?: string | undefined;
    username?: string | undefined;
    person?: User | undefined;
    isForum?: boolean;
    keep?: number;
  }) {
    this.id = setup.id;
    this.type = setup.type;
    this.title = setup.title;
    this.username = setup.username;
    this.person = setup.person;
    this.isForum = setup.isForum ?? false;
    // The General topic of a forum has the number 1, so no message has.
    this.#nextId = this.isForum ? 2 : 1;
    this.#keep = setup.keep ?? Number.POSITIVE_INFINITY;
  }

  /** Supergroups count their own messages; other chats share a counter, which the world hands in. */
  nextId(shared: () => number): number {
    return this.type === 'supergroup' ? this.#nextId++ : shared();
  }

  keep(kept: Kept): void {
    this.messages.set(kept.message.message_id, kept);
    if (this.messages.size <= this.#keep) return;
    const oldest = this.messages.keys().next();
    if (oldest.done !== true) this.messages.delete(oldest.value);
  }

  statusOf(userId: number): MemberStatus {
    return this.members.get(userId) ?? 'left';
  }

  has(userId: number): boolean {
    const status = this.statusOf(userId);
    return status !== 'left' && status !== 'kicked';
  }

  /** The messages as they stand, oldest first. */
  history(): Message[] {
    return [...this.messages.values()].map((kept) => kept.message);
  }

  /** As `Message.chat` shows it. */
  asApi(): ApiChat {
    if (this.type === 'private') {
      const { id, first_name, last_name, username } = this.person ?? { id: this.id, first_name: '' };
      return { id, type: 'private', first_name, ...(last_name === undefined ? {} : { last_name }), ...(username === undefined ? {} : { username }) };
    }
    const title = this.title ?? '';
    if (this.type === 'group') return { id: this.id, type: 'group', title };
    return {
      id: this.id,
      type: 'supergroup',
      title,
      ...(this.username === undefined ? {} : { username: this.username }),
      ...(this.isForum ? { is_forum: true as const } : {}),
    };
  }
}
