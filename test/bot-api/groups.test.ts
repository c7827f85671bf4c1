import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '@grammyjs/types';
import type { Chat, GroupSetup, Person } from '../../src/playground/bot-api/mod.ts';
import { RawClient } from './raw-client.ts';
import { TestWorld } from './test-world.ts';

let t: TestWorld;
let client: RawClient;
let anna: Person;
let boris: Person;
beforeEach(async () => {
  t = await TestWorld.start({ bot: { username: 'csto_bot' } });
  client = new RawClient(t);
  [anna, boris] = [t.person({ first_name: 'Anna', username: 'anna' }), t.person({ first_name: 'Boris' })];
});
afterEach(() => t.close());

const group = (setup: Partial<GroupSetup> = {}): Chat => t.group({ title: 'Analysts', members: [anna, boris], ...setup });
const send = async (chat: Chat, params: object = {}): Promise<Message> =>
  (await client.call('sendMessage', { chat_id: chat.id, text: 'from the bot', ...params })).result;
const updates = async (): Promise<Record<string, never>[]> => (await client.call('getUpdates')).result;

describe('privacy mode', () => {
  it('shows the bot what is meant for it, and nothing else', async () => {
    const chat = group();
    const own = await send(chat);
    const reaches = (text: string, options: object = {}): boolean => t.reached(anna.say(text, { in: chat, ...options }));
    expect(reaches('just talking')).toBe(false);
    expect(reaches('/ask what')).toBe(true);
    expect(reaches('/ask@csto_bot what')).toBe(true);
    expect(reaches('/ASK@CSTO_BOT what')).toBe(true);
    expect(reaches('/ask@other_bot what')).toBe(false);
    expect(reaches('well, @csto_bot, what?')).toBe(true);
    expect(reaches('mail me@csto_bot.org or @csto_bots')).toBe(false);
    expect(reaches('a reply', { replyTo: own })).toBe(true);
    expect(reaches('to a person', { replyTo: boris.say('hm', { in: chat }) })).toBe(false);
    expect(t.reached(anna.upload({ name: 'a.txt', bytes: 'a' }, { in: chat, caption: 'for @csto_bot' }))).toBe(true);
    const before = anna.say('later edited', { in: chat });
    anna.edit(before, '@csto_bot now you see it');
    expect(t.updateOf(before)).toHaveProperty('edited_message');
  });

  it('is no matter for administrators, nor with privacy off', () => {
    expect(t.reached(anna.say('just talking', { in: group({ bot: 'administrator' }) }))).toBe(true);
    const open = t.world.addBot({ id: 9, token: '9:open', username: 'open_bot', readsAllGroupMessages: true });
    const chat = group({ bots: [open] });
    anna.say('just talking', { in: chat });
    expect(open.queue.size).toBe(1);
    expect(t.bot.queue.size).toBe(1);
  });

  it('gives a bare command to the bot that spoke last', async () => {
    const other = t.world.addBot({ id: 9, token: '9:other', username: 'other_bot' });
    const chat = group({ bots: [t.bot, other] });
    await new RawClient(t, '9:other').call('sendMessage', { chat_id: chat.id, text: 'me last' });
    expect(t.reached(anna.say('/ask', { in: chat }))).toBe(false);
    await send(chat);
    expect(t.reached(anna.say('/ask', { in: chat }))).toBe(true);
  });

  it('carries the message that a command replies to', () => {
    const chat = group();
    const words = boris.say('Who leads the CSTO?', { in: chat });
    const ask = anna.say('/ask', { in: chat, replyTo: words, quote: 'CSTO' });
    expect(t.updateOf(ask).message).toMatchObject({
      reply_to_message: { text: 'Who leads the CSTO?', from: { first_name: 'Boris' } },
      quote: { text: 'CSTO', position: 14 },
    });
  });
});

describe('topics', () => {
  it('hold messages of their own; a thread of replies is none', async () => {
    const forum = group({ isForum: true });
    const topic = t.topic(forum, anna, 'Docs');
    const asked = anna.say('/ask what', { in: forum, topic });
    expect(t.updateOf(asked).message).toMatchObject({
      message_thread_id: topic,
      is_topic_message: true,
      chat: { is_forum: true },
      reply_to_message: { forum_topic_created: { name: 'Docs' } },
    });
    expect(await send(forum, { message_thread_id: topic })).toMatchObject({ message_thread_id: topic, is_topic_message: true });
    expect(await send(forum, { reply_parameters: { message_id: asked.message_id } })).toMatchObject({ message_thread_id: topic });
    expect(await send(forum)).not.toHaveProperty('message_thread_id');
    expect(await client.refusal('sendMessage', { chat_id: forum.id, text: 'x', message_thread_id: 999 })).toBe('400 Bad Request: message thread not found');
    const plain = group();
    const reply = anna.say('/ask', { in: plain, replyTo: boris.say('first', { in: plain }) });
    expect(reply.message_thread_id).toBe(1);
    expect(reply.is_topic_message).toBeUndefined();
    expect(await client.refusal('sendMessage', { chat_id: plain.id, text: 'x', message_thread_id: 1 })).toBe('400 Bad Request: message thread not found');
  });

  it('exist in private chats of bots that have them', async () => {
    anna.start();
    const topic = t.topic(anna, anna, 'Questions');
    anna.say('in a topic', { topic });
    expect(await client.call('sendMessage', { chat_id: anna.user.id, message_thread_id: topic, text: 'x' })).toMatchObject({
      ok: true,
      result: { message_thread_id: topic },
    });
  });
});

describe('membership', () => {
  it('changes with updates and service messages', async () => {
    const chat = group({ bot: 'left' });
    expect(await client.refusal('sendMessage', { chat_id: chat.id, text: 'x' })).toBe('403 Forbidden: bot is not a member of the supergroup chat');
    boris.setBot(chat, 'member');
    expect((await send(chat)).text).toBe('from the bot');
    boris.setBot(chat, 'kicked');
    expect(await client.refusal('sendMessage', { chat_id: chat.id, text: 'x' })).toBe('403 Forbidden: bot was kicked from the supergroup chat');
    const changes = (await updates()).flatMap(({ my_chat_member: change }) =>
      change === undefined ? [] : [change as { new_chat_member: { status: string }; from: object }],
    );
    expect(changes.map(({ new_chat_member }) => new_chat_member.status)).toEqual(['member', 'kicked']);
    expect(changes[0]?.from).toMatchObject({ first_name: 'Boris' });
    expect((await updates()).some(({ message }) => 'new_chat_members' in (message ?? {}))).toBe(true);
    t.assertClean();
  });

  it('is told on request', async () => {
    const chat = group({ bot: 'administrator' });
    expect(await client.call('getChatMember', { chat_id: chat.id, user_id: anna.user.id })).toMatchObject({ result: { status: 'creator' } });
    expect(await client.call('getChatMemberCount', { chat_id: chat.id })).toMatchObject({ result: 3 });
    expect(((await client.call('getChatAdministrators', { chat_id: chat.id })).result as object[]).length).toBe(2);
    expect((await client.call('leaveChat', { chat_id: chat.id })).ok).toBe(true);
    expect(chat.has(t.bot.user.id)).toBe(false);
  });

  it('a public group is addressed by its name', async () => {
    const chat = group({ username: 'csto_talk' });
    expect(await client.call('getChat', { chat_id: '@CSTO_talk' })).toMatchObject({ result: { id: chat.id, type: 'supergroup', username: 'csto_talk' } });
    expect((await client.call('sendMessage', { chat_id: '@csto_talk', text: 'x' })).ok).toBe(true);
  });
});

describe('migration', () => {
  it('gives a group a new id, and says so to whoever writes to the old one', async () => {
    const old = group({ type: 'group' });
    const before = await send(old);
    expect(before.chat).toMatchObject({ id: old.id, type: 'group' });
    const chat = t.migrate(old, anna);
    const answer = await client.call('sendMessage', { chat_id: old.id, text: 'x' });
    expect(answer).toMatchObject({
      status: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: chat.id },
    });
    expect((await send(chat)).chat).toMatchObject({ id: chat.id, type: 'supergroup' });
    const service = (await updates()).flatMap(({ message }) => (message === undefined ? [] : [message as Message]));
    expect(service).toMatchObject([
      { chat: { id: old.id }, migrate_to_chat_id: chat.id },
      { chat: { id: chat.id }, migrate_from_chat_id: old.id },
    ]);
    t.assertClean();
  });
});
