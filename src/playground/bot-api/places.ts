import type { User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import { Chat } from './chat.ts';

/** Every chat there is, and how to find it: a private chat belongs to one bot and one person. */
export class Places {
  readonly groups = new Map<number, Chat>();
  readonly #privateChats = new Map<string, Chat>();
  readonly #peopleChats: Chat[] = [];
  readonly #nextId: () => number;
  readonly #keepMessages: number | undefined;

  constructor(nextId: () => number, keepMessages: number | undefined) {
    this.#nextId = nextId;
    this.#keepMessages = keepMessages;
  }

  addGroup(setup: { title: string; type?: 'group' | 'supergroup'; isForum?: boolean; username?: string }): Chat {
    const type = setup.isForum === true || setup.username !== undefined ? 'supergroup' : (setup.type ?? 'supergroup');
    const number = 4_000_000 + this.#nextId();
    const id = type === 'group' ? -number : -1_000_000_000_000 - number;
    const chat = new Chat({ id, type, title: setup.title, username: setup.username, isForum: setup.isForum ?? false, ...this.#keeping() });
    this.groups.set(id, chat);
    return chat;
  }

  /** A chat between two people, where a bot is only ever a guest or works inline. */
  addPeopleChat(one: User, other: User): Chat {
    const chat = new Chat({ id: 3_000_000 + this.#nextId(), type: 'private', person: other, ...this.#keeping() });
    chat.members.set(one.id, 'member').set(other.id, 'member');
    this.#peopleChats.push(chat);
    return chat;
  }

  /** The chat of a person with a bot; it comes into being when the person opens it. */
  privateChat(bot: BotAccount, person: User): Chat {
    const known = this.findPrivateChat(bot, person.id);
    if (known !== undefined) {
      known.person = person; // they may have another name by now
      return known;
    }
    const chat = new Chat({ id: person.id, type: 'private', person, ...this.#keeping() });
    chat.members.set(person.id, 'member').set(bot.user.id, 'member');
    this.#privateChats.set(`${bot.user.id}:${person.id}`, chat);
    return chat;
  }

  findPrivateChat(bot: BotAccount, personId: number): Chat | undefined {
    return this.#privateChats.get(`${bot.user.id}:${personId}`);
  }

  /** The chats of this id that a person can see into: with several bots, a private chat with each. */
  seenBy(person: User, id: number, bots: Iterable<BotAccount>): Chat[] {
    const group = this.groups.get(id);
    const own = [...bots].map((bot) => (person.id === id ? this.findPrivateChat(bot, id) : undefined));
    const chats = [group, ...own, ...this.#peopleChats.filter((chat) => chat.person?.id === id || chat.id === id)];
    return chats.filter((chat): chat is Chat => chat?.members.has(person.id) === true);
  }

  #keeping(): { keep?: number } {
    return this.#keepMessages === undefined ? {} : { keep: this.#keepMessages };
  }
}
