import { expect } from 'vitest';
import type { TestWorld } from '../../bot-api/test-world.ts';
import { scenario } from './scenario.ts';

const QUESTION = 'Which priorities did Zhaparov outline?';

/** Guest messages come only after the bot has asked for them. */
async function listening(t: TestWorld, person: ReturnType<TestWorld['person']>): Promise<void> {
  person.say('/help');
  await t.hears(person);
}

export const inline = [
  scenario('the answer comes first, with title, description and a cited quote to send', async ({ t }) => {
    const anna = t.person();
    const { results } = await anna.inline(QUESTION);
    const first = results[0] as { title: string; description: string; input_message_content: { message_text: string } };
    expect(first.title).toBe('President Zhaparov outlined the priorities of Kyrgyzstan.');
    expect(first.description).toBe('Answer · bishkek.txt · 28 November 2024');
    expect(first.input_message_content.message_text).toBe(
      '“President Zhaparov outlined the priorities of Kyrgyzstan.”\n\nbishkek.txt · 28 November 2024 (stated in the document)',
    );
  }),

  scenario("cards are personal, since their words are in the reader's language", async ({ t }) => {
    const [anna, boris] = [t.person({ language_code: 'en' }), t.person({ language_code: 'ru' })];
    await anna.inline('peacekeeping');
    const cached = await anna.inline('peacekeeping');
    expect(cached.cached).toBe(true);
    const other = await boris.inline('peacekeeping');
    expect(other.cached).toBe(false);
    const { params } = t.calls('answerInlineQuery')[0] ?? { params: {} };
    expect(params).toMatchObject({ is_personal: true, cache_time: 300 });
  }),

  scenario('pages through next_offset, without repeating a card', async ({ t, corpus }) => {
    const paragraphs = Array.from({ length: 25 }, (_, n) => `Priorities of Zhaparov number ${n} were outlined. More of it.`);
    corpus.change({ file: 'bishkek.txt', title: 'Long', date: null, paragraphs });
    const anna = t.person();
    const ids = new Set<string>();
    let offset = '';
    let pages = 0;
    do {
      const page = await anna.inline('Zhaparov outlined priorities', { offset });
      for (const { id } of page.results) ids.add(id);
      offset = page.nextOffset;
      pages += 1;
    } while (offset !== '' && pages < 10);
    expect(pages).toBe(3);
    expect(ids.size).toBeGreaterThanOrEqual(25);
  }),

  scenario('a next_offset of an older corpus gives no further page', async ({ t, corpus }) => {
    const paragraphs = Array.from({ length: 25 }, (_, n) => `Priorities of Zhaparov number ${n} were outlined. More of it.`);
    corpus.change({ file: 'bishkek.txt', title: 'Long', date: null, paragraphs });
    const anna = t.person();
    const { nextOffset } = await anna.inline('Zhaparov outlined priorities');
    corpus.withdraw('undated.txt');
    const page = await anna.inline('Zhaparov outlined priorities', { offset: nextOffset });
    expect(page.results).toEqual([]);
    expect(page.nextOffset).toBe('');
  }),

  scenario('the empty query offers the newest passages and the private chat', async ({ t }) => {
    const anna = t.person();
    const { results, button } = await anna.inline('');
    expect((results[0] as { description: string }).description).toBe('bishkek.txt · 28 November 2024');
    expect(button).toMatchObject({ text: 'Ask me in a private chat', start_parameter: 'inline' });
    anna.start('inline');
    expect((await t.hears(anna)).text).toContain('Hello');
  }),

  scenario('nothing found is said, and near topics are called so', async ({ t }) => {
    const anna = t.person();
    const { results } = await anna.inline('unicorn parade celebrate winter somewhere priorities');
    expect(results[0]).toMatchObject({ id: 'nothing', title: 'Nothing found' });
    expect((results[1] as { description: string }).description).toContain('Near topics (not an answer)');
  }),

  scenario('ids name the version of the corpus', async ({ t, corpus }) => {
    const anna = t.person();
    const before = (await anna.inline('peacekeeping forces')).results[0]?.id;
    corpus.withdraw('undated.txt');
    const after = (await anna.inline('peacekeeping force')).results[0]?.id;
    expect(after).not.toBe(before);
    expect(after?.slice(4)).toBe(before?.slice(4));
  }),

  scenario('what a reader types faster than answers come collapses to the newest', async ({ t, corpus }) => {
    const anna = t.person();
    let go = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      corpus.beforeAnswer = () => {
        corpus.beforeAnswer = async () => undefined;
        resolve();
        return new Promise((release) => (go = release));
      };
    });
    const first = anna.typeInline('prio');
    await begun;
    for (const typed of ['priori', 'prioritie', 'priorities Zhap']) anna.typeInline(typed);
    const last = anna.typeInline('priorities Zhaparov');
    await new Promise((resolve) => setTimeout(resolve, 200));
    go();
    await Promise.all([first.answered(), last.answered()]);
    const asked = corpus.questions.map(({ text }) => text);
    expect(asked[0]).toBe('prio');
    expect(asked.at(-1)).toBe('priorities Zhaparov');
    expect(asked.length).toBeLessThan(5);
  }),

  scenario('under a sent card: open in place, back, verify', async ({ t }) => {
    const [anna, boris] = [t.person(), t.person({ first_name: 'Boris' })];
    const friends = t.peopleChat(anna, boris);
    const sent = anna.choose(await anna.inline(QUESTION, { in: friends }), 0, { in: friends });
    const verify = boris.press(sent, 'Verify');
    if (verify.kind !== 'callback') throw new Error('not a callback');
    expect(await verify.answered()).toMatchObject({ text: '✓ The stored document says exactly this.', showAlert: true });
    boris.press(sent, 'Open [1]');
    const opened = await t.hearsEdit(friends);
    expect(opened.text).toContain('After it:');
    boris.press(opened, 'Back');
    expect((await t.hearsEdit(friends)).text).toMatch(/^“President Zhaparov/u);
  }),

  scenario('a stale card is known as such when it is sent', async ({ t, corpus }) => {
    const [anna, boris] = [t.person(), t.person({ first_name: 'Boris' })];
    const friends = t.peopleChat(anna, boris);
    const cards = await anna.inline(QUESTION, { in: friends });
    corpus.withdraw('bishkek.txt');
    const sent = anna.choose(cards, 0, { in: friends });
    expect((await t.hearsEdit(friends)).text).toContain('withdrawn since this card was made');
    const verify = boris.press(sent, 'Verify');
    if (verify.kind === 'callback') expect((await verify.answered()).text).toContain('withdrawn');
  }),

  scenario('guest mode: one cited answer where the bot is no member', async ({ t }) => {
    const [anna, boris] = [t.person(), t.person({ first_name: 'Boris' })];
    const friends = t.peopleChat(anna, boris);
    await listening(t, anna);
    const guest = t.summon(anna, friends, `@csto_bot ${QUESTION}`);
    await guest.answered();
    const call = await t.called('answerGuestQuery');
    const result = call.params['result'] as { input_message_content: { message_text: string } };
    expect(result.input_message_content.message_text).toContain('“President Zhaparov outlined the priorities of Kyrgyzstan.” [1]');
    expect(result.input_message_content.message_text).not.toContain('[2]');
  }),

  scenario('guest mode: nothing found cites nothing', async ({ t }) => {
    const [anna, boris] = [t.person(), t.person({ first_name: 'Boris' })];
    await listening(t, anna);
    const guest = t.summon(anna, t.peopleChat(anna, boris), '@csto_bot xyzzy plugh');
    await guest.answered();
    const call = await t.called('answerGuestQuery');
    expect(JSON.stringify(call.params)).toContain('I found nothing');
  }),

  scenario('an inline query that fails is answered with nothing, uncached', async ({ t, corpus, log }) => {
    corpus.beforeAnswer = () => Promise.reject(new Error('the index is gone'));
    const anna = t.person();
    const { results, cacheSeconds } = await anna.inline(QUESTION);
    expect(results).toEqual([]);
    expect(cacheSeconds).toBe(0);
    expect(log.some(({ msg }) => msg === 'an update could not be answered')).toBe(true);
  }),
];
