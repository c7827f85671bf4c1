import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clean } from '../../retrieval/clean.ts';
import { draft, PASSAGE_SIZE } from '../../retrieval/passages.ts';

const seed = (name: string): string => readFileSync(join(import.meta.dirname, '../../seeds', name), 'utf8');
const NEWS = '003_8a88328035b137d0.txt';
const PAGE = '004_02146d82e230e95d.txt';
const LIST = '001_aacc668e4f987971.txt';

const texts = (original: string): string[] => draft(original, 'x').passages.map(({ start, end }) => original.slice(start, end));

describe('cleaning the seeds', () => {
  test('drops notices, sponsor and editor lines, phones and rules, and nothing of the news', () => {
    const all = [NEWS, PAGE, LIST].flatMap((name) => texts(seed(name))).join('\n');
    for (const noise of ['Notice: Function', 'NewzEngine', 'EDITOR', 'MIL OSI', '+7495', '____', 'Semeinews.kz —', 'Политика'])
      expect(all).not.toContain(noise);
    for (const news of ['The CSTO Press Secretary Vladimir Zaynetdinov', 'Казахстан возглавил ОДКБ', 'Zas Stanislav Vasilievich']) expect(all).toContain(news);
  });

  test('names what it dropped', () => {
    const kinds = new Set([NEWS, PAGE, LIST, '000_bffb2038e424a82c.txt'].flatMap((name) => clean(seed(name)).noise.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(['contact', 'editorial', 'header', 'navigation', 'notice', 'repeated', 'rule', 'sponsor']);
  });

  test('keeps a list with its introduction', () => {
    const list = texts(seed(LIST)).find((text) => text.startsWith('The meeting was attended by:'));
    expect(list).toContain('Grigoryan Armen');
    expect(list).toContain('Zas Stanislav');
  });
});

describe('dates of the seeds', () => {
  const dateOf = (name: string, words: string): string | undefined => {
    const original = seed(name);
    const passage = draft(original, name).passages.find(({ start, end }) => original.slice(start, end).includes(words));
    return passage && `${passage.date?.date ?? 'undated'} ${passage.date?.source ?? ''}`.trim();
  };
  test.each([
    ['000_bffb2038e424a82c.txt', 'will pass from Kazakhstan', '2024-11-28 stated'],
    ['002_4def8f73dd042f53.txt', 'on September 16', '2021-09-14 stated'],
    [LIST, 'Anti-Drug Strategy', 'undated'],
    [NEWS, 'перешло к Республике', '2024-01-01 text'],
    [NEWS, 'на сессии Совета коллективной', '2023-11 text'],
    [NEWS, 'В настоящее время в ОДКБ входят', 'undated'],
    [PAGE, 'On 13 July, Minsk', 'undated'],
    [PAGE, 'From 25 to 27 July', 'undated'],
    [PAGE, 'took part in the 23 Plenary', '2023-07-04 text'],
    [PAGE, 'Permanent Council further reviewed', '2021-07-07 dateline'],
    [PAGE, 'Joint Statements in 2022', '2021-07-07 dateline'],
  ])('%s: %s', (name, words, date) => expect(dateOf(name, words)).toBe(date));
});

describe('documents as people write them', () => {
  test('front matter and labelled dates are stated', () => {
    expect(draft('---\ntitle: A summit in Minsk\ndate: 2023-11-23\n---\n\nThe leaders of six states met in Minsk.', 'x')).toMatchObject({
      title: 'A summit in Minsk',
      stated: { date: '2023-11-23', source: 'stated' },
    });
    expect(draft('Опубликовано: 3 марта 2022 года\n\nГлавы государств встретились в Минске и обсудили безопасность.', 'x').stated?.date).toBe('2022-03-03');
  });

  test('hard-wrapped lines are one paragraph', () => {
    const wrapped =
      'The Collective Security Council of the organization met in\nMinsk on Thursday and approved the budget for the coming year\nas well as a plan of exercises.\n\nNext item.';
    const [first] = draft(wrapped, 'x').passages;
    expect(first!.sentences).toHaveLength(2);
    expect(wrapped.slice(first!.sentences[0]!.start, first!.sentences[0]!.end)).toMatch(/^The Collective[\s\S]+exercises\.$/);
  });

  test('items of one page with different dates are not joined', () => {
    expect(texts('On 3 May the council met.\nOn 9 June the staff met.\nOn 1 July the chiefs met.')).toHaveLength(3);
  });

  test('initials and abbreviations do not end a sentence', () => {
    const text = 'Secretary General I. Tasmagambetov and Kh. Sultonov met in St. Petersburg. They agreed.';
    expect(draft(text, 'x').passages[0]!.sentences).toHaveLength(2);
  });
});

/** Documents of odd lines: bullets, dates, markup, emoji, all scripts, long words, blank lines, all line ends. */
const line = fc.oneof(
  fc.constantFrom(
    '',
    '  ',
    '07.07.2021',
    ' date 2024-11-28 BISHKEK',
    '- item one;',
    '– пункт',
    '____',
    '# Heading',
    'Notice: x in y on line 3',
    '+7495-795-27-10,',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.lorem({ maxCount: 3, mode: 'sentences' }),
  fc.constantFrom('Совет собрался 3 мая 2021 года в г. Минске. Решения приняты! А что дальше?', '👨‍👩‍👧‍👦'.repeat(40), 'x'.repeat(2_000), 'слово '.repeat(400)),
);
const document = fc.tuple(fc.array(line, { maxLength: 25 }), fc.constantFrom('\n', '\r\n', '\n\n', '\u2028')).map(([lines, end]) => lines.join(end));

describe('any document', () => {
  test('is split into passages whose spans are in order, not blank, not too long, and hold their sentences', () => {
    fc.assert(
      fc.property(document, (original) => {
        let last = 0;
        for (const { start, end, sentences } of draft(original, 'x').passages) {
          expect(start).toBeGreaterThanOrEqual(last);
          const text = original.slice(start, end);
          expect(text.trim()).toBe(text);
          expect(text.length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(PASSAGE_SIZE.max);
          expect(text.isWellFormed() || !original.isWellFormed()).toBe(true);
          expect(sentences[0]!.start).toBe(start);
          expect(sentences.at(-1)!.end).toBe(end);
          sentences.forEach((sentence, i) => {
            expect(sentence.start).toBeLessThan(sentence.end);
            if (i > 0) expect(original.slice(sentences[i - 1]!.end, sentence.start).trim()).toBe('');
          });
          last = end;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keeps every visible character, in a passage, in noise or in a dateline', () => {
    fc.assert(
      fc.property(document, (original) => {
        const { lines, noise } = clean(original);
        const covered = new Uint8Array(original.length);
        for (const { start, end } of [...lines, ...noise]) covered.fill(1, start, end);
        for (let i = 0; i < original.length; i++) if (!covered[i]) expect(original[i]!.trim()).toBe('');
      }),
      { numRuns: 300 },
    );
  });

  test('is read in linear time, however hostile', () => {
    for (const hostile of [
      'a '.repeat(250_000),
      '1.'.repeat(250_000),
      '- '.repeat(200_000),
      '2021 '.repeat(60_000),
      '"'.repeat(300_000),
      'Notice: '.repeat(60_000),
    ])
      expect(draft(hostile, 'x').passages.length).toBeGreaterThan(0);
  }, 60_000);
});
