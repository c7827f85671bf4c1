import { expect } from 'vitest';
import { scenario } from './scenario.ts';

const BISHKEK = 'bishkek.txt';

export const conversation = [
  scenario('a short elliptic question is read with the one before it', async ({ t, corpus }) => {
    const anna = t.person();
    anna.say('What was the situation on the border?');
    await t.hears(anna);
    anna.say('and in 2021?');
    const answer = await t.hears(anna);
    expect(answer.text).toContain('↳ read together with: “What was the situation on the border?”');
    expect(corpus.questions.at(-1)?.options.previous).toBe('What was the situation on the border?');
  }),

  scenario('a follow-up of a follow-up still knows the topic', async ({ t, corpus }) => {
    const anna = t.person();
    anna.say('What was the situation on the border?');
    await t.hears(anna);
    anna.say('and in 2021?');
    await t.hears(anna);
    anna.say('а в 2022?');
    await t.hears(anna);
    expect(corpus.questions.at(-1)?.options.previous).toBe('What was the situation on the border? and in 2021?');
  }),

  scenario('a question that stands alone is read alone', async ({ t, corpus }) => {
    const anna = t.person();
    anna.say('What was the situation on the border?');
    await t.hears(anna);
    anna.say('Which priorities did Zhaparov outline?');
    await t.hears(anna);
    expect(corpus.questions.at(-1)?.options.previous).toBeUndefined();
  }),

  scenario('a reply to an older answer is read with its question', async ({ t, corpus }) => {
    const anna = t.person();
    anna.say('Which priorities did Zhaparov outline?');
    const older = await t.hears(anna);
    anna.say('What was the situation on the border?');
    await t.hears(anna);
    anna.say('Who else was there', { replyTo: older });
    await t.hears(anna);
    expect(corpus.questions.at(-1)?.options.previous).toBe('Which priorities did Zhaparov outline?');
  }),

  scenario('the question before is forgotten after a while', async ({ t, corpus }) => {
    const anna = t.person();
    anna.say('What was the situation on the border?');
    await t.hears(anna);
    t.advance(16 * 60_000);
    anna.say('and in 2021?');
    await t.hears(anna);
    expect(corpus.questions.at(-1)?.options.previous).toBeUndefined();
  }),

  scenario("one reader's questions are not another's context", async ({ t, corpus }) => {
    const [anna, boris] = [t.person(), t.person({ first_name: 'Boris' })];
    anna.say('What was the situation on the border?');
    await t.hears(anna);
    boris.say('and in 2021?');
    await t.hears(boris);
    expect(corpus.questions.at(-1)?.options.previous).toBeUndefined();
  }),

  scenario('a question edited within a minute has its answer edited', async ({ t }) => {
    const anna = t.person();
    const question = anna.say('Which priorities did Zhaparov outline?');
    const answer = await t.hears(anna);
    t.advance(20_000);
    anna.edit(question, 'What was the situation on the border?');
    const edited = await t.hearsEdit(anna);
    expect(edited.message_id).toBe(answer.message_id);
    expect(edited.text).toContain('Tajik-Afghan border');
    await t.silence(anna, () => anna.say('Draft strategy considered'), /Draft/);
  }),

  scenario('an edit after a minute, or without a change, is ignored', async ({ t }) => {
    const anna = t.person();
    const question = anna.say('Which priorities did Zhaparov outline?');
    const answer = await t.hears(anna);
    anna.edit(question, 'Which priorities did Zhaparov outline?');
    t.advance(61_000);
    anna.edit(question, 'What was the situation on the border?');
    await t.silence(anna, () => anna.say('Draft strategy considered'), /Draft/);
    expect(t.current(answer)?.text).toContain('Zhaparov');
  }),

  scenario('/verify says match, changed, withdrawn', async ({ t, corpus }) => {
    const anna = t.person();
    const id = corpus.cite(0)?.id ?? '';
    const check = async (): Promise<string> => {
      anna.say(`/verify ${id}`);
      return (await t.hears(anna)).text ?? '';
    };
    expect(await check()).toContain('says exactly this');
    corpus.change({ file: BISHKEK, title: 'New', date: null, paragraphs: ['Nothing of the kind was said.'] });
    expect(await check()).toMatch(/has been changed since[\s\S]*President Zhaparov/u);
    corpus.withdraw(BISHKEK);
    expect(await check()).toMatch(/has been withdrawn since[\s\S]*President Zhaparov/u);
  }),

  scenario('/verify of nonsense, and of nothing', async ({ t }) => {
    const anna = t.person();
    anna.say('/verify ../../etc/passwd');
    expect((await t.hears(anna)).text).toContain('no citation with this id');
    anna.say('/verify feed-1-2');
    expect((await t.hears(anna)).text).toContain('no citation with this id');
    anna.say('/verify');
    expect((await t.hears(anna)).text).toContain('/verify id');
  }),

  scenario('a button of a changed document says what has become of it', async ({ t, corpus }) => {
    const anna = t.person();
    anna.say('Which priorities did Zhaparov outline?');
    const answer = await t.hears(anna);
    corpus.withdraw(BISHKEK);
    anna.press(answer, 'Open [1]');
    expect((await t.hears(anna)).text).toContain('withdrawn');
  }),

  scenario('buttons work months later, but for those that need the question', async ({ t }) => {
    const anna = t.person();
    anna.say('Which priorities did Zhaparov outline?');
    const answer = await t.hears(anna);
    t.advance(40 * 86_400_000);
    for (let n = 0; n < 3; n += 1) {
      anna.press(answer, 'Open [1]');
      expect((await t.hears(anna)).text).toContain('President Zhaparov');
    }
  }),

  scenario('forged callback data is refused kindly', async ({ t }) => {
    const anna = t.person();
    anna.say('Which priorities did Zhaparov outline?');
    const answer = await t.hears(anna);
    for (const data of ['', 'x', 'o:', 'o:../..', 'e:xx:1', 'l:99999999', 'q:DROP TABLE', 'g:zz', `v:${'a'.repeat(61)}`]) {
      const pressed = anna.sendCallback(t.chatOf(anna), answer, data);
      expect((await pressed.answered()).text).toContain('too old');
    }
  }),

  scenario('long quotes and passages still fit one message', async ({ t, corpus }) => {
    const long = `${'Endless sentence about priorities of Zhaparov and nothing else. '.repeat(200)}`;
    corpus.change({ file: BISHKEK, title: 'T'.repeat(500), date: null, paragraphs: [long.replace('.', ','), long, long] });
    const anna = t.person();
    anna.say('endless sentence priorities Zhaparov');
    const answer = await t.hears(anna);
    expect(answer.text?.length).toBeLessThanOrEqual(4096);
    expect(answer.text).toMatch(/” \[1\]/u);
    anna.press(answer, 'Open [1]');
    expect((await t.hears(anna)).text?.length).toBeLessThanOrEqual(4096);
  }),
];
