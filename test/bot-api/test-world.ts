/**
 * A small Telegram for tests: a local Bot API server (real HTTP on 127.0.0.1), one bot account, people who write to
 * it, and waiting that listens instead of sleeping. Nothing in the bot is mocked: give it `t.apiRoot` and `t.token`.
 *
 *     const t = await TestWorld.start();                       // { bot: { username: 'csto_bot' }, limits: {...}, ... }
 *     const anna = t.person({ first_name: 'Anna', language_code: 'ru' });
 *     // ... start the bot with TELEGRAM_API_ROOT=t.apiRoot BOT_TOKEN=t.token ...
 *
 *     anna.start('v_abc');                                     // private: /start v_abc; every such call returns the Message
 *     const question = anna.say('Кто генеральный секретарь?');
 *     const answer = await t.hears(anna);                      // the bot's next message in that chat, in order, none skipped
 *     const same = await t.hears(anna, /секретарь/);           // the next one that matches (text, or a predicate)
 *     t.current(answer)                                        // as it stands now, after edits (undefined: deleted)
 *     anna.edit(question, 'А кто был до него?');               // edited_message
 *     const edited = await t.hearsEdit(anna);                  // the bot's next edit in that chat
 *     anna.say('and in 2021?', { replyTo: answer, quote: 'exact words' });
 *     anna.upload({ name: 'doc.txt', bytes: '...' }, { caption: '/publish', mime: 'text/plain' });
 *     anna.send({ sticker: {...} as never });                  // anything else, also nonsense
 *     anna.block(); anna.unblock();                            // my_chat_member; sends get 403 meanwhile
 *
 *     const pressed = anna.press(answer, 'More');              // by label, /pattern/ or [row, column]; also url/copy/inline buttons
 *     if (pressed.kind === 'callback') await pressed.answered();            // { text, showAlert, url }
 *     anna.sendCallback(t.chatOf(anna), answer, 'forged');     // any data, also for messages that are gone
 *
 *     const group = t.group({ title: 'Analysts', members: [anna, boris] });  // a supergroup; bot: 'member' (privacy mode on)
 *     //   type: 'group' (basic) | isForum: true | username: 'public' | bot: 'administrator' | 'left' | 'kicked'
 *     anna.say('/ask@csto_bot что такое ОДКБ?', { in: group });
 *     await t.hears(group);
 *     const topic = t.topic(group, anna, 'Docs');              // message_thread_id of a new topic (isForum)
 *     anna.say('@csto_bot ...', { in: group, topic });
 *     anna.setBot(group, 'kicked');                            // my_chat_member + service message; also 'member', 'administrator', 'left'
 *     const bigger = t.migrate(group, anna);                   // type: 'group' only; sends to the old id get migrate_to_chat_id
 *     await t.silence(group, () => anna.say('/ask@csto_bot probe', { in: group }), /probe's answer/);   // nothing came before
 *
 *     const results = await anna.inline('query', { in: group });             // InlineAnswer: results, nextOffset, button, cacheSeconds, cached
 *     const slow = anna.typeInline('que'); await slow.answered();            // several at once, without waiting
 *     const sent = anna.choose(results, 0, { in: group });     // via_bot message + chosen_inline_result (inline_message_id if it has buttons)
 *     anna.press(sent, 'Open');                                // callback_query with inline_message_id; then t.hearsEdit(group)
 *     const friends = t.peopleChat(anna, boris);               // a chat without the bot: inline and guest mode only
 *     const guest = t.summon(anna, friends, '@csto_bot what is ...?'); await guest.answered();   // guest_message -> answerGuestQuery
 *
 *     t.faults.next('sendMessage', { kind: 'flood', retryAfterSeconds: 1, enforce: true });      // the next call; (.., fault, times)
 *     t.faults.next(['sendMessage', 'editMessageText'], { kind: 'drop-after' }, 2);              // kinds: see faults.ts
 *     t.faults.always(({ params }) => params['chat_id'] === 5, { kind: 'server-error', code: 502 });
 *     t.faults.random({ seed: 7, rates: { flood: 0.02, serverError: 0.02, dropAfter: 0.01, duplicate: 0.05 } });
 *     t.faults.next('webhook', { kind: 'drop-after' });        // a webhook delivery whose 200 got lost: it comes again
 *     t.repeat(t.updateOf(question));                          // the same update once more
 *     t.push({ message: { any: 'thing' } });                    // an update of any shape at all
 *     await new RawClient(t).call('getUpdates');               // raw-client.ts: a second poller (the bot gets its 409), or any call by hand
 *     anna.change({ language_code: 'hy' });                    // another client language from now on
 *     commandsFor(t.bot, anna, t.chatOf(anna)); profileText(t.bot, 'description', 'ru');   // what her client shows (playground/bot-api/mod.ts)
 *     t.advance(3_600_000);                                    // the world's clock: queries grow old, caches and floods end
 *     t.faults.clear();
 *
 *     t.calls('sendMessage')                                   // what the bot did: params, result, error, tookEffect, fault, at
 *     await t.called('setMyCommands', ({ params }) => params['language_code'] === 'ru');         // past or coming
 *     await t.confirmed(question);                             // the bot has taken its update
 *     await t.polling();                                       // the bot polls: it is up (long polling only)
 *     await t.hearsAction(anna);                               // 'typing'
 *     t.assertClean();                                         // no violations: nothing a correct bot would never send
 *     await t.close();
 *
 * With a webhook, the bot calls setWebhook by itself and the server posts to it; nothing changes in a test.
 * The clock is Date.now() unless `clock` is given. Waits fail after `waitMs` (5 s) with the last events in the message.
 */
import type { Message, Update, User } from '@grammyjs/types';
import {
  BotApiServer,
  type BotApiServerSetup,
  type BotAccount,
  type BotSetup,
  type Call,
  Chat,
  createGroup,
  type Faults,
  type GroupSetup,
  migrateGroup,
  openTopic,
  Person,
  type PersonSetup,
  summonGuest,
  type Summons,
  type SayOptions,
  type World,
  type WorldEvent,
} from '../../src/playground/bot-api/mod.ts';

export interface TestWorldSetup extends BotApiServerSetup {
  readonly bot?: BotSetup;
  readonly waitMs?: number;
}

export type Match = RegExp | ((message: Message) => boolean);
/** A person stands for their private chat with the bot. */
export type Where = Person | Chat;

export class TestWorld {
  readonly server: BotApiServer;
  readonly bot: BotAccount;
  readonly #waitMs: number;
  /** How far each chat has been listened to, by kind of event. */
  readonly #heard = new Map<string, WeakMap<Chat, number>>();

  private constructor(server: BotApiServer, setup: TestWorldSetup) {
    this.server = server;
    this.bot = server.world.addBot(setup.bot);
    this.#waitMs = setup.waitMs ?? 5_000;
  }

  static async start(setup: TestWorldSetup = {}): Promise<TestWorld> {
    return new TestWorld(await BotApiServer.start(setup), setup);
  }

  get world(): World {
    return this.server.world;
  }
  get faults(): Faults {
    return this.server.faults;
  }
  get apiRoot(): string {
    return this.server.url;
  }
  get token(): string {
    return this.bot.token;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  person(setup: Partial<PersonSetup> = {}): Person {
    return new Person(this.world, { first_name: 'Anna', language_code: 'en', ...setup });
  }

  group(setup: GroupSetup): Chat {
    return createGroup(this.world, setup);
  }

  topic(chat: Where, by: Person, name: string): number {
    return openTopic(this.world, { in: this.chatOf(chat), by, name });
  }

  peopleChat(one: Person, other: Person): Chat {
    return this.world.places.addPeopleChat(one.user, other.user);
  }

  migrate(group: Chat, by: Person): Chat {
    return migrateGroup(this.world, group, by.user);
  }

  summon(by: Person, chat: Chat, text: string, options: SayOptions = {}): Summons {
    return summonGuest(this.world, { by, in: chat }, text, options);
  }

  chatOf(where: Where): Chat {
    return where instanceof Chat ? where : where.chat(this.bot);
  }

  advance(ms: number): void {
    this.world.advance(ms);
  }

  /** The bot's next message in a chat, in order; with `match`, the next that matches. */
  hears(where: Where, match?: Match): Promise<Message> {
    return this.#next('message', where, match);
  }

  /** The bot's next edit in a chat. */
  hearsEdit(where: Where, match?: Match): Promise<Message> {
    return this.#next('edit', where, match);
  }

  async #next(kind: 'message' | 'edit', where: Where, match: Match = () => true): Promise<Message> {
    const chat = this.chatOf(where);
    const heard = this.#cursor(kind);
    const fits = match instanceof RegExp ? (message: Message): boolean => match.test(message.text ?? message.caption ?? '') : match;
    const pick = (event: WorldEvent): Message | undefined =>
      event.kind === kind && event.by === 'bot' && event.chat === chat && fits(event.message) ? event.message : undefined;
    const what = `the bot's ${kind} in ${chat.title ?? `the private chat ${chat.id}`}${match instanceof RegExp ? ` matching ${match}` : ''}`;
    const { value, next } = await this.world.journal.until(pick, { after: heard.get(chat) ?? 0, timeoutMs: this.#waitMs, what });
    heard.set(chat, next);
    return value;
  }

  #cursor(kind: string): WeakMap<Chat, number> {
    const known = this.#heard.get(kind) ?? new WeakMap<Chat, number>();
    this.#heard.set(kind, known);
    return known;
  }

  /** What the bot says in a chat from here on, that was not heard yet. */
  unheard(where: Where): Message[] {
    const chat = this.chatOf(where);
    const from = this.#cursor('message').get(chat) ?? 0;
    return this.world.journal
      .of('message', from)
      .filter((event) => event.by === 'bot' && event.chat === chat)
      .map((event) => event.message);
  }

  /**
   * That the bot has kept silent about what came before: asks it something that it does answer, and expects that
   * answer to be the next thing it says.
   */
  async silence(where: Where, probe: () => unknown, answer: Match): Promise<Message> {
    probe();
    const message = await this.hears(where);
    const fits = answer instanceof RegExp ? answer.test(message.text ?? '') : answer(message);
    if (!fits) throw new Error(`the bot was not silent: it said ${JSON.stringify(message.text)}`);
    return message;
  }

  /** Waits for a chat action (typing). */
  async hearsAction(where: Where): Promise<string> {
    const chat = this.chatOf(where);
    const heard = this.#cursor('action');
    const { value, next } = await this.world.journal.until((event) => (event.kind === 'action' && event.chat === chat ? event.action : undefined), {
      after: heard.get(chat) ?? 0,
      timeoutMs: this.#waitMs,
      what: `a chat action in ${chat.id}`,
    });
    heard.set(chat, next);
    return value;
  }

  /** A message as it stands now. */
  current(message: Message): Message | undefined {
    const user: User = this.world.users.get(message.chat.id) ?? message.from ?? { id: 0, is_bot: false, first_name: '' };
    const chat =
      this.world.places.groups.get(message.chat.id) ??
      this.world.places.findPrivateChat(this.bot, message.chat.id) ??
      this.world.places.seenBy(user, message.chat.id, this.world.bots.values())[0];
    return chat?.messages.get(message.message_id)?.message;
  }

  /** Calls of a method so far, oldest first (all methods without a name; getUpdates is left out then). */
  calls(method?: string): Call[] {
    const calls = this.world.journal.of('call').map((event) => event.call);
    return calls.filter((call) => (method === undefined ? call.method !== 'getUpdates' : call.method === method));
  }

  /** The first call that matches, past or coming. */
  async called(method: string, match: (call: Call) => boolean = () => true, after = 0): Promise<Call> {
    const { value } = await this.world.journal.until(
      (event) => (event.kind === 'call' && event.call.method === method && match(event.call) ? event.call : undefined),
      { after, timeoutMs: this.#waitMs, what: `a call of ${method}` },
    );
    return value;
  }

  /** The update by which the bot learned of a message (its newest version). */
  updateOf(message: Message): Update {
    const updates = this.world.journal
      .of('update')
      .filter((event) => event.kept && event.bot === this.bot.user.username)
      .map((event) => event.update);
    const about = (one: Message | undefined): boolean => one?.message_id === message.message_id && one.chat.id === message.chat.id;
    const found = updates.findLast(
      (update) =>
        about(update.message as Message | undefined) ||
        about(update.edited_message as Message | undefined) ||
        about(update.guest_message as Message | undefined),
    );
    if (found === undefined) throw new Error(`the bot was not told of message ${message.message_id}`);
    return found;
  }

  /** Whether the bot was told of a message at all (privacy mode, allowed_updates). */
  reached(message: Message): boolean {
    return this.world.journal
      .of('update')
      .some(
        ({ bot, kept, update }) =>
          kept && bot === this.bot.user.username && update.message?.message_id === message.message_id && update.message.chat.id === message.chat.id,
      );
  }

  /** Waits until the bot has taken the update about a message, and will not get it again. */
  async confirmed(message: Message): Promise<void> {
    const { update_id } = this.updateOf(message);
    await this.world.journal.until(
      (event) => (event.kind === 'confirmed' && event.bot === this.bot.user.username && event.update.update_id === update_id ? true : undefined),
      { after: 0, timeoutMs: this.#waitMs, what: `the bot to take update ${update_id}` },
    );
  }

  /** Waits until the bot has taken every update and polls for more (after `position`, or at any time so far). */
  async polling(position = 0): Promise<void> {
    await this.world.journal.until((event) => (event.kind === 'polling' ? true : undefined), {
      after: position,
      timeoutMs: this.#waitMs,
      what: 'the bot to poll',
    });
  }

  /** Delivers an update once more, with the same number. */
  repeat(update: Update): void {
    this.bot.queue.repeat(update);
  }

  /** Hands the bot an update of any shape, numbered like the others. */
  push(payload: object, lane = 'test'): Update {
    return this.world.deliver(this.bot, payload, lane);
  }

  /** Fails if the bot has sent anything that a correct bot never would. */
  assertClean(): void {
    const { violations } = this.world;
    if (violations.length === 0) return;
    throw new Error(`the bot broke the rules of the Bot API:\n${violations.map(({ method, what }) => `  ${method}: ${what}`).join('\n')}`);
  }
}
