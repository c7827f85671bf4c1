import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Face } from '../../bot/action.ts';
import { answerMessage } from '../../bot/ask/answer-message.ts';
import { openedPassage } from '../../bot/ask/passage.ts';
import { verification } from '../../bot/ask/verification.ts';
import { latest } from '../../bot/browse/latest.ts';
import { sources } from '../../bot/browse/sources.ts';
import { timeline } from '../../bot/browse/timeline.ts';
import { callFor } from '../../bot/calls.ts';
import { voice, type Desk } from '../../bot/desk.ts';
import { citationCard } from '../../bot/inline/card.ts';
import { openMemory } from '../../bot/memory/sqlite.ts';
import { loadWords } from '../../bot/words/fluent.ts';
import { LANGUAGES, type Language } from '../../retrieval/mod.ts';
import { SmallCorpus } from '../telegram/small-corpus.ts';

const words = loadWords();
const memory = openMemory(':memory:');

const piece = fc.constantFrom(
  '*bold* <b>x</b> [a](b) ',
  'שלום ',
  '\u202Eevil\u202C ',
  '\u200B\u200D',
  '👨‍👩‍👧‍👦',
  '\uD800',
  '\u0000',
  '\r\n',
  'word word. ',
  'Слово. ',
  '“q” «q» ',
  '“',
);
const hostile = fc.array(piece, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''));
const paragraph = fc.tuple(hostile, fc.integer({ min: 1, max: 2000 })).map(([text, times]) => `Hostile topic. ${text.repeat(times)}`.slice(0, 100_000));

function deskOver(corpus: SmallCorpus): Desk {
  const clock = { now: () => 0, sleep: async () => undefined, after: () => () => undefined, random: () => 0 };
  const meter = { update() {}, duplicate() {}, answered() {}, call() {}, tooMany() {} };
  return { corpus, memory, words, clock, meter, me: { id: 1, username: 'csto_bot' } };
}

/** What Telegram would refuse. */
function expectSound({ content, keyboard }: Face, max = 4096): void {
  const { text, marks } = content;
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(max);
  expect(text).not.toMatch(/\p{Surrogate}|[\u202A-\u202E]/u);
  expect(marks.length).toBeLessThanOrEqual(100);
  for (const { offset, length } of marks) expect(offset >= 0 && length > 0 && offset + length <= text.length).toBe(true);
  for (const button of keyboard.flat()) {
    expect(button.label.length).toBeGreaterThan(0);
    if ('press' in button) expect(Buffer.byteLength(button.press)).toBeLessThanOrEqual(64);
    if ('copy' in button) expect(button.copy.length).toBeLessThanOrEqual(256);
  }
}

describe('whatever the documents hold', () => {
  it('every message is one that Telegram takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(paragraph, { minLength: 1, maxLength: 4 }),
        hostile,
        fc.constantFrom(...LANGUAGES),
        async (paragraphs, name, language: Language) => {
          const date = { date: '2024-11-28', precision: 'day', source: 'text', evidence: name } as const;
          const corpus = new SmallCorpus([{ file: `${name}.txt`, title: name, date, paragraphs }]);
          const desk = deskOver(corpus);
          const speaker = voice(words, language);
          const answer = await corpus.ask('hostile topic');
          expect(answer.status).toBe('answered');
          const face = answerMessage(answer, { corpus, me: desk.me, voice: speaker, asked: name, previous: name });
          expectSound(face);
          for (const { n } of answer.citations) expect(face.content.text).toContain(`[${n}]`);
          const id = answer.citations[0]?.id ?? '';
          expectSound(openedPassage(desk, id, { voice: speaker }));
          expectSound(verification(desk, id, { voice: speaker }));
          expectSound(await latest(desk, { topic: '', offset: 0, voice: speaker }));
          expectSound(await latest(desk, { topic: 'hostile', offset: 0, voice: speaker }));
          expectSound(await timeline(desk, { topic: 'hostile', voice: speaker }));
          expectSound(sources(desk, { page: 0, voice: speaker }));
          const cited = corpus.cite(0);
          if (cited === null) throw new Error('no passage');
          const card = citationCard(cited, { desk, voice: speaker, stamp: 'abcd' });
          expectSound(card.face, 1500);
          expect(Buffer.byteLength(card.id)).toBeLessThanOrEqual(64);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('the wider passage holds the quote in bold', async () => {
    const corpus = new SmallCorpus();
    const answer = await corpus.ask('Zhaparov outlined priorities');
    const { content } = answerMessage(answer, { corpus, me: deskOver(corpus).me, voice: voice(words, 'en'), asked: null, previous: null });
    const bold = content.marks.find(({ mark }) => mark === 'bold');
    expect(content.text.slice(bold?.offset, (bold?.offset ?? 0) + (bold?.length ?? 0))).toBe(answer.citations[0]?.quote);
  });

  it('a passage that is quoted twice is shown once, with both quotes set off', async () => {
    const corpus = new SmallCorpus();
    const answer = await corpus.ask('Zhaparov outlined priorities');
    const [first] = answer.citations;
    if (first === undefined) throw new Error('no citation');
    const second = { ...first, n: 2, quote: 'They were named in Astana.', start: 58, end: 84, id: 'second' };
    const twice = { ...answer, citations: [first, second] };
    const { content } = answerMessage(twice, { corpus, me: deskOver(corpus).me, voice: voice(words, 'en'), asked: null, previous: null });
    const bold = content.marks.filter(({ mark }) => mark === 'bold').map(({ offset, length }) => content.text.slice(offset, offset + length));
    expect(bold).toEqual([first.quote, second.quote]);
    expect(content.marks.filter(({ mark }) => mark === 'expandable_blockquote').length).toBe(1);
  });

  it('goes out with entities, never with a parse mode', async () => {
    const corpus = new SmallCorpus();
    const answer = await corpus.ask('Zhaparov outlined priorities');
    const face = answerMessage(answer, { corpus, me: deskOver(corpus).me, voice: voice(words, 'en'), asked: null, previous: null });
    const { payload } = callFor({ kind: 'send', place: { chatId: 5, threadId: null, kind: 'private' }, face, replyTo: 9 });
    expect(payload).toMatchObject({ chat_id: 5, link_preview_options: { is_disabled: true }, reply_parameters: { message_id: 9 } });
    expect(payload).not.toHaveProperty('parse_mode');
    expect(payload['entities']).toBeInstanceOf(Array);
  });
});
