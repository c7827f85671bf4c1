import { expect } from 'vitest';
import { labels, links, scenario, wordsIn } from './scenario.ts';

export const privateChat = [
  scenario('/start greets in the language of the reader and says what the corpus covers', async ({ t }) => {
    const anna = t.person({ language_code: 'ru' });
    anna.start();
    const hello = await t.hears(anna);
    expect(hello.text).toContain('Здравствуйте');
    expect(hello.text).toContain('с 7 июля 2021 г. по 28 ноября 2024 г.');
  }),

  scenario('/start in English for a language that the bot does not speak', async ({ t }) => {
    const anna = t.person({ language_code: 'pt-br' });
    anna.start();
    expect((await t.hears(anna)).text).toContain('3 documents');
  }),

  ...[
    ['be', 'Вітаю'],
    ['kk', 'Сәлеметсіз'],
    ['ky', 'Саламатсызбы'],
    ['tg', 'Салом'],
    ['hy', 'Բարև'],
  ].map(([code = '', word = '']) =>
    scenario(`/start greets in ${code}`, async ({ t }) => {
      const anna = t.person({ language_code: code });
      anna.start();
      expect((await t.hears(anna)).text).toContain(word);
    }),
  ),

  scenario('an example button asks itself', async ({ t }) => {
    const anna = t.person({ language_code: 'en' });
    anna.start();
    const hello = await t.hears(anna);
    expect(labels(hello).length).toBeGreaterThan(0);
    const pressed = anna.press(hello, /Secretary General/);
    expect(pressed.kind).toBe('callback');
    const answer = await t.hears(anna);
    expect(wordsIn(answer, 'bold')[0]).toBe('Question: Who is the Secretary General of the CSTO?');
    expect(answer.text).toContain('Stanislav Zas');
  }),

  scenario('an answer quotes, numbers, names file, date and where the date is from', async ({ t }) => {
    const anna = t.person();
    anna.say('Which priorities did Zhaparov outline?');
    const answer = await t.hears(anna);
    expect(answer.text).toContain('“President Zhaparov outlined the priorities of Kyrgyzstan.” [1]');
    expect(answer.text).toContain('[1] bishkek.txt · 28 November 2024 (stated in the document)');
    expect(wordsIn(answer, 'expandable_blockquote')).toEqual(['President Zhaparov outlined the priorities of Kyrgyzstan. They were named in Astana.']);
    expect(labels(answer)).toEqual([['Open [1]'], ['Copy [1]'], ['More results']]);
  }),

  scenario('an undated document is called undated', async ({ t }) => {
    const anna = t.person();
    anna.say('What is the Draft Anti-Drug Strategy considered by participants?');
    expect((await t.hears(anna)).text).toContain('undated.txt · undated');
  }),

  scenario('the answer is in the language of the question', async ({ t }) => {
    const anna = t.person({ language_code: 'en' });
    anna.say('Кто генеральный секретарь, Станислав Зась?');
    expect((await t.hears(anna)).text).toContain('7 июля 2021 г. (из строки с датой)');
  }),

  scenario('after that the bot speaks the language that the reader writes', async ({ t }) => {
    const anna = t.person({ language_code: 'en' });
    anna.say('Кто генеральный секретарь, Станислав Зась?');
    await t.hears(anna);
    anna.say('/help');
    expect((await t.hears(anna)).text).toContain('Команды');
  }),

  scenario('"unsure" says so', async ({ t }) => {
    const anna = t.person();
    anna.say('Which unknown people outlined certain priorities?');
    const answer = await t.hears(anna);
    expect(wordsIn(answer, 'italic')).toEqual(['I am not sure that this answers your question:']);
    expect(answer.text).toContain('[1]');
  }),

  scenario('"not found" cites nothing, says what is covered and marks near topics', async ({ t }) => {
    const anna = t.person();
    anna.say('Where does the unicorn parade celebrate winter priorities somewhere?');
    const answer = await t.hears(anna);
    expect(answer.text).toContain('I found nothing');
    expect(answer.text).not.toContain('[1]');
    expect(answer.text).toContain('3 documents');
    expect(wordsIn(answer, 'bold')).toEqual(['Near topics (not an answer):']);
    expect(labels(answer)).toEqual([['Open [1]']]);
  }),

  scenario('"not found" without any near topic', async ({ t }) => {
    const anna = t.person();
    anna.say('xyzzy plugh');
    const answer = await t.hears(anna);
    expect(answer.text).toContain('I found nothing');
    expect(wordsIn(answer, 'bold')).toEqual([]);
  }),

  scenario('a passage opens whole, with its neighbours, the quote marked', async ({ t }) => {
    const anna = t.person();
    anna.say('Chairmanship passes from Kazakhstan to Kyrgyzstan');
    anna.press(await t.hears(anna), 'Open [1]');
    const opened = await t.hears(anna);
    expect(wordsIn(opened, 'blockquote')[0]).toContain('Председательство');
    expect(wordsIn(opened, 'bold')).toContain('The chairmanship passes from Kazakhstan to Kyrgyzstan in 2025.');
    expect(opened.text).toContain('Before it:\nPresident Zhaparov');
    expect(opened.text).toContain('After it:\nPeacekeeping forces');
    expect(opened.text).toContain('date from the words “date 2024-11-28”');
  }),

  scenario('a pressed button is answered', async ({ t }) => {
    const anna = t.person();
    anna.say('Which priorities did Zhaparov outline?');
    const pressed = anna.press(await t.hears(anna), 'Open [1]');
    if (pressed.kind === 'callback') expect((await pressed.answered()).text ?? '').toBe('');
    expect(pressed.kind).toBe('callback');
  }),

  scenario('a citation is copied with file, date and an id that verifies', async ({ t }) => {
    const anna = t.person();
    anna.say('Which priorities did Zhaparov outline?');
    const pressed = anna.press(await t.hears(anna), 'Copy [1]');
    if (pressed.kind !== 'copy') throw new Error('not a copy button');
    const [, id = ''] = /, ([\w-]+)$/u.exec(pressed.text) ?? [];
    anna.say(`/verify ${id}`);
    expect((await t.hears(anna)).text).toContain('The stored document says exactly this');
  }),

  scenario('more results come in a new message, and its pages turn in place', async ({ t, corpus }) => {
    corpus.change({
      file: 'bishkek.txt',
      title: 'Long',
      date: null,
      paragraphs: Array.from({ length: 12 }, (_, n) => `Priorities number ${n} of Zhaparov outlined.`),
    });
    const anna = t.person();
    anna.say('Zhaparov outlined priorities');
    anna.press(await t.hears(anna), 'More results');
    const first = await t.hears(anna);
    expect(first.text).toContain('Passages near to: Zhaparov outlined priorities');
    expect(first.text).toContain('5. ');
    anna.press(first, /Next/);
    const second = await t.hearsEdit(anna);
    expect(second.message_id).toBe(first.message_id);
    expect(labels(second).at(-1)).toEqual(['‹ Back', 'Next ›']);
    anna.press(second, /Next/);
    expect(labels(await t.hearsEdit(anna)).at(-1)).toEqual(['‹ Back']);
  }),

  scenario('a picture without words gets a hint', async ({ t }) => {
    const anna = t.person();
    anna.send({ sticker: { file_id: 'x', file_unique_id: 'y', type: 'regular', width: 1, height: 1, is_animated: false, is_video: false } as never });
    expect((await t.hears(anna)).text).toContain('text only');
  }),

  scenario('a question of more than 4,000 characters is too long', async ({ t }) => {
    const anna = t.person();
    anna.say('why '.repeat(1020).trim());
    expect((await t.hears(anna)).text).toContain('4,000');
  }),

  scenario('an unknown command gets help', async ({ t }) => {
    const anna = t.person();
    anna.say('/frobnicate now');
    expect((await t.hears(anna)).text).toContain('Commands');
  }),

  scenario('a command for another bot is left alone, in private too', async ({ t }) => {
    const anna = t.person();
    anna.say('/start@other_bot');
    await t.silence(anna, () => anna.say('Zhaparov outlined priorities'), /Zhaparov/);
  }),

  scenario('/latest lists the newest first, and turns pages', async ({ t }) => {
    const anna = t.person();
    anna.say('/latest');
    const first = await t.hears(anna);
    expect(first.text).toMatch(/1\. .*\nbishkek\.txt · 28 November 2024/u);
    anna.press(first, /Next/);
    const second = await t.hearsEdit(anna);
    expect(second.text).toContain('undated.txt · undated');
  }),

  scenario('/latest on a topic', async ({ t }) => {
    const anna = t.person();
    anna.say('/latest peacekeeping');
    const text = (await t.hears(anna)).text ?? '';
    expect(text).toContain('Newest passages on: peacekeeping');
    expect(text.indexOf('bishkek.txt')).toBeLessThan(text.indexOf('dushanbe.txt'));
    expect(text).not.toContain('undated.txt');
  }),

  scenario('/latest on a topic that nobody wrote of', async ({ t }) => {
    const anna = t.person();
    anna.say('/latest submarines');
    expect((await t.hears(anna)).text).toContain('nothing on this');
  }),

  scenario('/timeline goes in order of date', async ({ t }) => {
    const anna = t.person();
    anna.say('/timeline peacekeeping');
    const text = (await t.hears(anna)).text ?? '';
    expect(text.indexOf('7 July 2021')).toBeLessThan(text.indexOf('28 November 2024'));
    expect(text).toContain('1. ');
  }),

  scenario('/timeline without a topic explains itself', async ({ t }) => {
    const anna = t.person();
    anna.say('/timeline');
    expect((await t.hears(anna)).text).toContain('/timeline peacekeeping');
  }),

  scenario('/sources lists every document with date and size', async ({ t }) => {
    const anna = t.person();
    anna.say('/sources');
    const list = await t.hears(anna);
    expect(list.text).toContain('page 1 of 1');
    expect(list.text).toMatch(/bishkek\.txt · 28 November 2024 \(stated in the document\) · 0\.\d kB · 3 passages/u);
    expect(list.text).toContain('undated.txt · undated');
  }),

  scenario('/help, /about: how to ask, what is kept, how to erase it', async ({ t }) => {
    const anna = t.person();
    anna.say('/help');
    expect((await t.hears(anna)).text).toContain('/timeline — a topic in order of date');
    anna.say('/about');
    const text = (await t.hears(anna)).text ?? '';
    expect(text).toContain('Search model: small');
    expect(text).toContain('/forget');
  }),

  scenario('/language: a choice is kept, over restarts too, and can be taken back', async (stage) => {
    const { t } = stage;
    const anna = t.person({ language_code: 'en' });
    anna.say('/language');
    anna.press(await t.hears(anna), 'Հայերեն');
    expect((await t.hearsEdit(anna)).text).toContain('հայերեն');
    await stage.restart();
    anna.say('Zhaparov outlined priorities');
    expect((await t.hears(anna)).text).toContain('28 նոյեմբերի, 2024');
    anna.say('/language');
    anna.press(await t.hears(anna), /գրում եմ/);
    await t.hearsEdit(anna);
    anna.say('Zhaparov outlined priorities');
    expect((await t.hears(anna)).text).toContain('28 November 2024');
  }),

  scenario('/forget erases questions and the choice of language', async ({ t }) => {
    const anna = t.person({ language_code: 'en' });
    anna.say('/language');
    anna.press(await t.hears(anna), 'Русский');
    await t.hearsEdit(anna);
    anna.say('Zhaparov outlined priorities');
    const answer = await t.hears(anna);
    anna.say('/forget');
    expect((await t.hears(anna)).text).toContain('Готово');
    const pressed = anna.press(answer, 'Ещё результаты');
    if (pressed.kind === 'callback') expect((await pressed.answered()).text).toContain('too old');
    anna.say('/help');
    expect((await t.hears(anna)).text).toContain('Commands');
  }),

  scenario('every [n] links to its own check', async ({ t }) => {
    const anna = t.person();
    anna.say('Which priorities did Zhaparov outline?');
    const [link = ''] = links(await t.hears(anna));
    const [, payload = ''] = /^https:\/\/t\.me\/csto_bot\?start=(v_[\w-]+)$/u.exec(link) ?? [];
    anna.start(payload);
    const checked = await t.hears(anna);
    expect(checked.text).toContain('The stored document says exactly this');
    expect(checked.text).toContain('“President Zhaparov outlined the priorities of Kyrgyzstan.”');
  }),
];
