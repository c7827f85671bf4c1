import type { Message, User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import { findButton, pressButton, type Pressed, type PressedCallback, sendCallback, type WhichButton } from './callbacks.ts';
import type { Chat, MemberStatus } from './chat.ts';
import type { InlineAnswer } from './events.ts';
import { asDocument } from './files.ts';
import { askInline, chooseResult, type InlineQuestion } from './inline.ts';
import { setBotStatus } from './members.ts';
import { find, postAs, type SayOptions, textFields } from './saying.ts';
import type { World } from './world.ts';

export interface PersonSetup {
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  /** IETF tag of the person's client, as Telegram passes it on. */
  readonly language_code?: string;
  readonly id?: number;
}

export interface UploadOptions extends SayOptions {
  readonly mime?: string;
  readonly caption?: string;
}

interface InlineOptions {
  readonly offset?: string;
  readonly in?: Chat;
  readonly bot?: BotAccount;
}

/** Somebody with a Telegram account: writes, presses, asks inline, and leaves. */
export class Person {
  readonly #world: World;
  #user: User;

  constructor(world: World, setup: PersonSetup) {
    this.#world = world;
    this.#user = world.addUser({ is_bot: false, ...setup, id: setup.id ?? 1_000_000 + world.nextId() });
  }

  get user(): User {
    return this.#user;
  }

  /** Sets the client to another language, or the profile to another name: later updates say so. */
  change(profile: Partial<Omit<PersonSetup, 'id'>>): void {
    this.#user = this.#world.addUser({ ...this.#user, ...profile });
  }

  /** The private chat with the bot (made when first asked for). */
  chat(bot = this.#world.theBot()): Chat {
    return this.#world.places.privateChat(bot, this.user);
  }

  say(text: string, options: SayOptions = {}): Message {
    return this.send(textFields('text', text, options.entities), options);
  }

  start(payload = '', options: SayOptions = {}): Message {
    return this.say(`/start ${payload}`.trim(), options);
  }

  upload(file: { name: string; bytes: Uint8Array | string }, options: UploadOptions = {}): Message {
    const bytes = typeof file.bytes === 'string' ? new TextEncoder().encode(file.bytes) : file.bytes;
    const stored = this.#world.files.add({ name: file.name, mime: options.mime ?? 'text/plain', bytes });
    const caption = options.caption === undefined ? {} : textFields('caption', options.caption, options.entities);
    return this.send({ document: asDocument(stored), ...caption }, options);
  }

  /** Any other message: a photo, a sticker, a location, whatever there is to throw at a bot. */
  send(content: Partial<Message>, options: SayOptions = {}): Message {
    return postAs(this.#world, this.user, content, options);
  }

  edit(message: Message, text: string): Message {
    const { chat, kept } = find(this.#world, this.user, message);
    if (kept.by !== this.user.id) throw new Error('a person edits their own messages only');
    const unformatted: Partial<Message> = { ...kept.message };
    delete unformatted.entities;
    return this.#world.revise(chat, kept, { ...(unformatted as Message), ...textFields('text', text), edit_date: this.#world.date }, 'person');
  }

  delete(message: Message): void {
    const { chat } = find(this.#world, this.user, message);
    chat.messages.delete(message.message_id);
    this.#world.journal.add({ kind: 'delete', chat, messageId: message.message_id });
  }

  /** Presses a button of a message as it stands now. */
  press(message: Message, which: WhichButton = [0, 0]): Pressed {
    const { chat, kept } = find(this.#world, this.user, message);
    return pressButton(this.#world, { chat, message: kept.message, user: this.user }, findButton(kept.message, which));
  }

  /** A callback with any data at all: an old button, a forged one, one whose message is gone. */
  sendCallback(chat: Chat, message: Message, data: string): PressedCallback {
    return sendCallback(this.#world, { chat, message, user: this.user }, data);
  }

  /** Types `@bot query` into a composer; `answered()` waits for the results. */
  typeInline(query: string, options: InlineOptions = {}): InlineQuestion {
    return askInline(this.#world, { ...options, user: this.user, query });
  }

  /** Types an inline query and waits for its results. */
  inline(query: string, options: InlineOptions = {}): Promise<InlineAnswer> {
    return this.typeInline(query, options).answered();
  }

  /** Sends one of the results; `which` is its place or its id. */
  choose(answer: InlineAnswer, which: number | string = 0, options: SayOptions = {}): Message {
    return chooseResult(this.#world, { user: this.user, answer, which }, options);
  }

  /** Stops the bot ("Stop and block bot"). */
  block(bot = this.#world.theBot()): void {
    const chat = this.chat(bot);
    chat.blocked = true;
    setBotStatus(this.#world, bot, { chat, by: this.user, status: 'kicked' });
  }

  unblock(bot = this.#world.theBot()): void {
    const chat = this.chat(bot);
    chat.blocked = false;
    setBotStatus(this.#world, bot, { chat, by: this.user, status: 'member' });
  }

  /** Adds the bot to a group, promotes it, or removes it (`left`, `kicked`), with the updates that this brings. */
  setBot(chat: Chat, status: MemberStatus, bot = this.#world.theBot()): void {
    const was = chat.has(bot.user.id);
    setBotStatus(this.#world, bot, { chat, by: this.user, status });
    if (!was && chat.has(bot.user.id)) this.send({ new_chat_members: [bot.asUser] }, { in: chat });
    if (was && !chat.has(bot.user.id)) this.send({ left_chat_member: bot.asUser }, { in: chat });
  }
}
