import { expect } from 'vitest';
import { scenario } from './scenario.ts';

const QUESTION = 'Which priorities did Zhaparov outline?';

export const trouble = [
  scenario('retry_after is obeyed, and the order within the chat kept', async ({ t }) => {
    t.faults.next('sendMessage', { kind: 'flood', retryAfterSeconds: 3, enforce: true });
    const anna = t.person();
    anna.say(QUESTION);
    anna.say('What was the situation on the border?');
    expect((await t.hears(anna)).text).toContain('Zhaparov');
    expect((await t.hears(anna)).text).toContain('Tajik-Afghan');
  }),

  scenario('one chat that waits does not hold up another', async ({ t }) => {
    const [anna, boris] = [t.person(), t.person({ first_name: 'Boris' })];
    t.faults.next(({ method, params }) => method === 'sendMessage' && params['chat_id'] === anna.user.id, { kind: 'slow', ms: 1500 });
    anna.say(QUESTION);
    boris.say('What was the situation on the border?');
    const started = Date.now();
    await t.hears(boris);
    expect(Date.now() - started).toBeLessThan(1400);
    await t.hears(anna);
  }),

  scenario('500 is tried again until the answer is there, once', async ({ t }) => {
    t.faults.next('sendMessage', { kind: 'server-error', code: 500 }, 3);
    const anna = t.person();
    anna.say(QUESTION);
    await t.hears(anna, /Zhaparov/);
    expect(t.unheard(anna)).toEqual([]);
  }),

  scenario('a connection that breaks after delivery does not double the answer', async ({ t }) => {
    t.faults.next('sendMessage', { kind: 'drop-after' });
    const anna = t.person();
    anna.say(QUESTION);
    expect((await t.hears(anna)).text).toContain('President Zhaparov');
    expect((await t.hears(anna)).text).toContain('If you see no answer above');
    expect(t.calls('sendMessage').filter(({ params }) => String(params['text']).includes('President')).length).toBe(1);
  }),

  scenario('an answer lost on the way is reported to the reader, who can ask again', async ({ t, log }) => {
    t.faults.next('sendMessage', { kind: 'drop-before' });
    const anna = t.person();
    anna.say(QUESTION);
    const note = await t.hears(anna);
    expect(note.text).toContain('If you see no answer above');
    anna.press(note, 'Ask again');
    expect((await t.hears(anna)).text).toContain('President Zhaparov');
    expect(log.some(({ msg }) => msg === 'an answer may be lost')).toBe(true);
  }),

  scenario('a truncated response is taken as uncertain', async ({ t }) => {
    t.faults.next('sendMessage', { kind: 'truncate' });
    const anna = t.person();
    anna.say(QUESTION);
    expect((await t.hears(anna)).text).toContain('President Zhaparov');
    expect((await t.hears(anna)).text).toContain('If you see no answer above');
  }),

  scenario('a 400 is logged, and the reader still gets the answer in the plainest form', async ({ t, log }) => {
    t.faults.next('sendMessage', { kind: 'refuse', code: 400, description: 'Bad Request: BUTTON_DATA_INVALID' });
    const anna = t.person();
    anna.say(QUESTION);
    const answer = await t.hears(anna);
    expect(answer.text).toContain('President Zhaparov');
    expect(answer.reply_markup).toBeUndefined();
    expect(log).toContainEqual(expect.objectContaining({ method: 'sendMessage', code: 400, description: 'Bad Request: BUTTON_DATA_INVALID' }));
  }),

  scenario('a reader who blocked the bot: the queue of the chat is dropped', async ({ t, corpus, log, staging }) => {
    const anna = t.person();
    let go = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      corpus.beforeAnswer = () => {
        corpus.beforeAnswer = async () => undefined;
        resolve();
        return new Promise((release) => (go = release));
      };
    });
    anna.say(QUESTION);
    for (let n = 0; n < 5; n += 1) anna.say(`Zhaparov outlined priorities ${n}`);
    const last = anna.say('Zhaparov outlined priorities, the last');
    await begun;
    if (staging.transport === 'polling') await t.confirmed(last);
    anna.block();
    go();
    await t.called('sendMessage', ({ params }) => params['chat_id'] === anna.user.id);
    await waitFor(() => log.some(({ msg }) => msg === 'the chat is closed to the bot'));
    if (staging.transport === 'polling') expect(t.calls('sendMessage').length).toBe(1);
    anna.unblock();
    anna.say('What was the situation on the border?');
    expect((await t.hears(anna, /Tajik/)).text).toContain('Tajik-Afghan');
  }),

  scenario('an update delivered twice is answered once', async ({ t }) => {
    const anna = t.person();
    const question = anna.say(QUESTION);
    await t.hears(anna);
    await t.confirmed(question);
    t.repeat(t.updateOf(question));
    await t.silence(anna, () => anna.say('What was the situation on the border?'), /Tajik-Afghan/);
  }),

  scenario('an update delivered twice is answered once, over a restart too', async (stage) => {
    const { t } = stage;
    const anna = t.person();
    const question = anna.say(QUESTION);
    await t.hears(anna);
    await t.confirmed(question);
    await stage.restart();
    t.repeat(t.updateOf(question));
    await t.silence(anna, () => anna.say('What was the situation on the border?'), /Tajik-Afghan/);
  }),

  scenario('a handler that throws tells the reader a reference number that is in the log', async ({ t, corpus, log }) => {
    corpus.beforeAnswer = () => Promise.reject(new Error(`cannot read: ${QUESTION}`));
    const anna = t.person();
    anna.say(QUESTION);
    const sorry = await t.hears(anna);
    const [, number = ''] = /Reference number for the operators: (\w{6})/u.exec(sorry.text ?? '') ?? [];
    const line = log.find(({ reference }) => reference === number);
    expect(line).toBeDefined();
    expect(line?.['updateId']).toBeTypeOf('number');
    expect(JSON.stringify(line)).not.toContain(QUESTION);
  }),

  scenario('a press whose answer fails says so too', async ({ t, corpus }) => {
    const anna = t.person();
    anna.say(QUESTION);
    const answer = await t.hears(anna);
    corpus.search = () => Promise.reject(new Error('no'));
    const pressed = anna.press(answer, 'More results');
    if (pressed.kind === 'callback') expect((await pressed.answered()).text).toContain('Reference number');
  }),

  scenario('neither question nor token in the log', async ({ t, log }) => {
    t.faults.next('sendMessage', { kind: 'drop-before' });
    const anna = t.person();
    anna.say(QUESTION);
    await t.hears(anna);
    const all = JSON.stringify(log);
    expect(all).not.toContain('priorities');
    expect(all).not.toContain(t.token);
    expect(all).not.toContain(t.token.split(':')[1]);
  }),

  scenario('a reader who waits sees "typing"', async ({ t, corpus }) => {
    corpus.beforeAnswer = () => new Promise((resolve) => setTimeout(resolve, 500));
    const anna = t.person();
    anna.say(QUESTION);
    expect(await t.hearsAction(anna)).toBe('typing');
    await t.hears(anna);
  }),

  scenario('updates of any shape do not stop it', async ({ t }) => {
    const anna = t.person();
    for (const payload of [
      {},
      { message: null },
      { message: {} },
      { message: { text: 5 } },
      { callback_query: {} },
      { poll: { id: 1 } },
      { inline_query: { from: null } },
    ]) {
      t.push(payload);
    }
    anna.say(QUESTION);
    expect((await t.hears(anna)).text).toContain('President Zhaparov');
  }),

  scenario('a message to edit that is gone is sent anew', async ({ t, corpus }) => {
    const paragraphs = Array.from({ length: 12 }, (_, n) => `Priorities number ${n} of Zhaparov outlined.`);
    corpus.change({ file: 'bishkek.txt', title: 'Long', date: null, paragraphs });
    const anna = t.person();
    anna.say('/latest');
    const page = await t.hears(anna);
    t.faults.next('editMessageText', { kind: 'refuse', code: 400, description: 'Bad Request: message to edit not found' });
    anna.press(page, /Next/);
    expect((await t.hears(anna)).text).toContain('Newest passages');
  }),

  scenario('who asks more than can wait is told once that the rest is skipped', async ({ t, corpus, staging }) => {
    // By webhook, Telegram itself lets the rest of a chat wait.
    if (staging.transport === 'webhook') return;
    let go = (): void => undefined;
    corpus.beforeAnswer = () => {
      corpus.beforeAnswer = async () => undefined;
      return new Promise((release) => (go = release));
    };
    const anna = t.person();
    for (let n = 0; n < 24; n += 1) anna.say(`Zhaparov outlined priorities ${n}`);
    expect((await t.hears(anna)).text).toContain('have skipped this one');
    await new Promise((resolve) => setTimeout(resolve, 100));
    go();
    for (let n = 0; n < 20; n += 1) expect((await t.hears(anna)).text).toContain('President Zhaparov');
    await t.silence(anna, () => anna.say('What was the situation on the border?'), /Tajik/);
  }),

  scenario('signs without a word get a hint, not an error', async ({ t, log }) => {
    const anna = t.person();
    for (const text of ['???', '👍', '\u200B.']) {
      anna.say(text);
      expect((await t.hears(anna)).text).toContain('text only');
    }
    expect(log.some(({ level }) => Number(level) >= 50)).toBe(false);
  }),

  scenario('updates that cannot be fetched are asked for again', async ({ t, log, staging }) => {
    const anna = t.person();
    if (staging.transport === 'polling') {
      t.faults.next('getUpdates', { kind: 'server-error', code: 502, html: true });
      t.faults.next('getUpdates', { kind: 'refuse', code: 409, description: 'Conflict: terminated by other getUpdates request' });
    } else {
      t.faults.next('webhook', { kind: 'drop-after' });
    }
    anna.say('What was the situation on the border?');
    await t.hears(anna, /Tajik/);
    anna.say(QUESTION);
    await t.hears(anna, /Zhaparov/);
    expect(t.calls('sendMessage').length).toBe(2);
    if (staging.transport === 'polling') expect(JSON.stringify(log)).toContain('another program fetches updates with the same BOT_TOKEN');
  }),

  scenario('random trouble: every question is answered once, or its loss is reported', async ({ t }) => {
    t.faults.random({
      seed: 11,
      rates: { flood: 0.05, serverError: 0.05, dropBefore: 0.03, dropAfter: 0.03, duplicate: 0.2 },
      methods: ['sendMessage'],
      retryAfterSeconds: 1,
    });
    const people = Array.from({ length: 10 }, (_, n) => t.person({ first_name: `P${n}` }));
    for (const person of people) for (let n = 0; n < 5; n += 1) person.say(`Zhaparov outlined priorities ${n}`);
    for (const person of people) {
      for (let n = 0; n < 5; n += 1) await t.hears(person, (message) => /President Zhaparov|If you see no answer/u.test(message.text ?? ''));
    }
    t.faults.clear();
    for (const person of people) {
      const answers = t.world.journal
        .of('message')
        .filter(({ by, chat, message }) => by === 'bot' && chat === t.chatOf(person) && /President/u.test(message.text ?? ''));
      expect(answers.length).toBeLessThanOrEqual(5);
    }
  }),

  scenario('menus and descriptions are set per language and scope, and not again without a change', async (stage) => {
    const { t } = stage;
    const russian = await t.called('setMyCommands', ({ params }) => params['language_code'] === 'ru' && JSON.stringify(params['scope']).includes('private'));
    expect(JSON.stringify(russian.params['commands'])).toContain('новейшие отрывки');
    await t.called('setMyShortDescription', ({ params }) => params['language_code'] === 'hy');
    const count = t.calls('setMyCommands').length;
    expect(count).toBe(16);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await stage.restart();
    const anna = t.person();
    anna.say(QUESTION);
    await t.hears(anna);
    expect(t.calls('setMyCommands').length).toBe(count);
  }),
];

async function waitFor(fact: () => boolean): Promise<void> {
  for (let n = 0; n < 500 && !fact(); n += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  if (!fact()) throw new Error('waited in vain');
}
