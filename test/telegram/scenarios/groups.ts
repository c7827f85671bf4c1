import type { Message } from '@grammyjs/types';
import { expect } from 'vitest';
import type { TestWorld } from '../../bot-api/test-world.ts';
import { labels, scenario } from './scenario.ts';

type Chat = ReturnType<TestWorld['group']>;
type Person = ReturnType<TestWorld['person']>;

/** A group with two people, and something it does answer. */
function party(
  t: TestWorld,
  setup: Partial<Parameters<TestWorld['group']>[0]> = {},
): { anna: Person; boris: Person; group: Chat; silence: () => Promise<Message> } {
  const [anna, boris] = [t.person(), t.person({ first_name: 'Boris' })];
  const group = t.group({ title: 'Analysts', members: [anna, boris], ...setup });
  const silence = (): Promise<Message> => t.silence(group, () => boris.say('/ask@csto_bot Draft strategy considered', { in: group }), /Draft/);
  return { anna, boris, group, silence };
}

export const groups = [
  scenario('/ask is answered, as a reply to the asker', async ({ t }) => {
    const { anna, group } = party(t);
    const question = anna.say('/ask Which priorities did Zhaparov outline?', { in: group });
    const answer = await t.hears(group);
    expect(answer.text).toContain('President Zhaparov');
    expect(answer.reply_to_message?.message_id).toBe(question.message_id);
  }),

  scenario('/ask@thisbot is answered, in any case of letters', async ({ t }) => {
    const { anna, group } = party(t);
    anna.say('/ask@CSTO_Bot Which priorities did Zhaparov outline?', { in: group });
    expect((await t.hears(group)).text).toContain('President Zhaparov');
  }),

  scenario('a mention is answered, without the name in the question', async ({ t, corpus }) => {
    const { anna, group } = party(t);
    anna.say('@csto_bot, which priorities did Zhaparov outline?', { in: group });
    await t.hears(group);
    expect(corpus.questions.at(-1)?.text).toBe('which priorities did Zhaparov outline?');
  }),

  scenario('a mention at the end is one too', async ({ t, corpus }) => {
    const { anna, group } = party(t);
    anna.say('Which priorities did Zhaparov outline, @csto_bot?', { in: group });
    await t.hears(group);
    expect(corpus.questions.at(-1)?.text).toContain('Which priorities did Zhaparov outline');
  }),

  scenario('a reply to its own message is a follow-up', async ({ t, corpus }) => {
    const { anna, boris, group } = party(t);
    anna.say('/ask What was the situation on the border?', { in: group });
    const answer = await t.hears(group);
    boris.say('what else is known', { in: group, replyTo: answer });
    await t.hears(group);
    expect(corpus.questions.at(-1)?.options.previous).toBe('What was the situation on the border?');
  }),

  scenario("/ask in reply to somebody's message asks that message", async ({ t, corpus }) => {
    const { anna, boris, group } = party(t);
    const said = anna.say('Which priorities did Zhaparov outline?', { in: group });
    const command = boris.say('/ask', { in: group, replyTo: said });
    const answer = await t.hears(group);
    expect(corpus.questions.at(-1)?.text).toBe('Which priorities did Zhaparov outline?');
    expect(answer.reply_to_message?.message_id).toBe(command.message_id);
  }),

  scenario('/ask alone explains itself', async ({ t }) => {
    const { anna, group } = party(t);
    anna.say('/ask', { in: group });
    expect((await t.hears(group)).text).toContain('/ask who chairs the CSTO?');
  }),

  scenario('it is silent about talk between people', async ({ t }) => {
    const { anna, boris, group, silence } = party(t, { bot: 'administrator' });
    const said = anna.say('Which priorities did Zhaparov outline?', { in: group });
    boris.say('No idea, Zhaparov outlined priorities', { in: group, replyTo: said });
    anna.say('@other_bot Zhaparov outlined priorities', { in: group });
    await silence();
  }),

  scenario('it is silent about commands for other bots, and bare ones that may be', async ({ t }) => {
    const { anna, group, silence } = party(t, { bot: 'administrator' });
    anna.say('/ask@other_bot Which priorities did Zhaparov outline?', { in: group });
    anna.say('/help', { in: group });
    anna.say('/start', { in: group });
    await silence();
  }),

  scenario('its other commands are answered with its name behind them', async ({ t }) => {
    const { anna, group } = party(t);
    anna.say('/sources@csto_bot', { in: group });
    expect((await t.hears(group)).text).toContain('Documents, page 1');
  }),

  scenario('with privacy mode on, commands, mentions and replies reach it', async ({ t }) => {
    const { anna, group } = party(t);
    expect(t.reached(anna.say('just talk', { in: group }))).toBe(false);
    expect(t.reached(anna.say('@csto_bot Which priorities did Zhaparov outline?', { in: group }))).toBe(true);
    await t.hears(group);
  }),

  scenario('it answers in the topic that it was asked in', async ({ t }) => {
    const { anna, group } = party(t, { isForum: true });
    const topic = t.topic(group, anna, 'Docs');
    anna.say('/ask Which priorities did Zhaparov outline?', { in: group, topic });
    const answer = await t.hears(group);
    expect(answer.message_thread_id).toBe(topic);
    anna.press(answer, 'Open [1]');
    expect((await t.hears(group)).message_thread_id).toBe(topic);
  }),

  scenario('topics have contexts of their own', async ({ t, corpus }) => {
    const { anna, group } = party(t, { isForum: true });
    const [docs, news] = [t.topic(group, anna, 'Docs'), t.topic(group, anna, 'News')];
    anna.say('/ask What was the situation on the border?', { in: group, topic: docs });
    await t.hears(group);
    anna.say('/ask and in 2021?', { in: group, topic: news });
    await t.hears(group);
    expect(corpus.questions.at(-1)?.options.previous).toBeUndefined();
    anna.say('/ask and in 2021?', { in: group, topic: docs });
    await t.hears(group);
    expect(corpus.questions.at(-1)?.options.previous).toBe('What was the situation on the border?');
  }),

  scenario('it follows a group to its supergroup', async ({ t, corpus }) => {
    const { anna, group } = party(t, { type: 'group' });
    anna.say('/ask What was the situation on the border?', { in: group });
    await t.hears(group);
    const bigger = t.migrate(group, anna);
    anna.say('/ask@csto_bot and in 2021?', { in: bigger });
    await t.hears(bigger);
    expect(corpus.questions.at(-1)?.options.previous).toBe('What was the situation on the border?');
  }),

  scenario('an answer under way when the group moves arrives in the supergroup', async ({ t, corpus }) => {
    const { anna, group } = party(t, { type: 'group' });
    let go = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      corpus.beforeAnswer = () => {
        resolve();
        return new Promise((release) => (go = release));
      };
    });
    anna.say('/ask Which priorities did Zhaparov outline?', { in: group });
    await asked;
    const bigger = t.migrate(group, anna);
    go();
    expect((await t.hears(bigger)).text).toContain('President Zhaparov');
  }),

  scenario('who asks too fast is told once, kindly, and answered later', async ({ t }) => {
    const { anna, group } = party(t);
    for (let n = 0; n < 5; n += 1) {
      anna.say(`/ask Zhaparov outlined priorities ${n}`, { in: group });
      await t.hears(group);
    }
    anna.say('/ask Zhaparov outlined priorities again', { in: group });
    expect((await t.hears(group)).text).toContain('a lot of questions at once');
    anna.say('/ask and again', { in: group });
    const last = anna.say('/ask and again', { in: group });
    await t.confirmed(last);
    await new Promise((resolve) => setTimeout(resolve, 100));
    t.advance(11_000);
    anna.say('/ask What was the situation on the border?', { in: group });
    expect((await t.hears(group)).text).toContain('Tajik-Afghan');
  }),

  scenario('a group has a limit of its own', async ({ t }) => {
    const people = Array.from({ length: 7 }, (_, n) => t.person({ first_name: `P${n}` }));
    const group = t.group({ title: 'Crowd', members: [people[0] as Person, ...people.slice(1)] });
    let told = '';
    for (let n = 0; n < 22; n += 1) {
      people[n % 7]?.say('/ask Zhaparov outlined priorities', { in: group });
      const heard = n <= 20 ? await t.hears(group) : null;
      if (n === 20) told = heard?.text ?? '';
    }
    expect(told).toContain('this group asks faster');
  }),

  scenario('who presses too fast is told so over the message, not in the group', async ({ t }) => {
    const { anna, boris, group } = party(t);
    anna.say('/ask Which priorities did Zhaparov outline?', { in: group });
    const answer = await t.hears(group);
    for (let n = 0; n < 5; n += 1) {
      boris.press(answer, 'Open [1]');
      await t.hears(group);
    }
    const pressed = boris.press(answer, 'Open [1]');
    if (pressed.kind === 'callback') expect((await pressed.answered()).text).toContain('a lot of questions at once');
    expect(t.unheard(group)).toEqual([]);
  }),

  scenario('service messages and other bots are left alone', async ({ t }) => {
    const { anna, group, silence } = party(t, { bot: 'administrator' });
    const peer = { id: 4242, is_bot: true, first_name: 'Peer', username: 'peer_bot' };
    const chat = { id: group.id, type: 'supergroup', title: 'Analysts' };
    const base = { message_id: 900_000, date: Math.floor(t.world.now() / 1000), chat };
    t.push({ message: { ...base, from: peer, text: '@csto_bot hello', entities: [{ type: 'mention', offset: 0, length: 9 }] } });
    t.push({ message: { ...base, message_id: 900_001, from: anna.user, new_chat_title: 'X' } });
    await silence();
  }),

  scenario('buttons in a group answer whoever presses them', async ({ t }) => {
    const { anna, boris, group } = party(t);
    anna.say('/ask Which priorities did Zhaparov outline?', { in: group });
    const answer = await t.hears(group);
    expect(labels(answer).at(-1)).toEqual(['More results']);
    boris.press(answer, 'More results');
    expect((await t.hears(group)).text).toContain('Passages near to');
  }),
];
