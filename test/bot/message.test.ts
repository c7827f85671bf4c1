import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, cutMiddle, cutText } from '../../bot/message/cut.ts';
import { fit, MAX_MESSAGE, type Block } from '../../bot/message/fit.ts';
import { joined, marked, rich, type Rich } from '../../bot/message/rich.ts';
import { firstSentence } from '../../bot/message/sentence.ts';
import { oneLine, shown } from '../../bot/message/shown.ts';

const FAMILY = '👨‍👩‍👧‍👦';

/** What readers and documents might send: markup, right-to-left, invisible, broken, endless. */
const hostilePiece = fc.constantFrom(
  '*bold* _it_ [x](http://e.com) `c` ||s|| <b>&lt;</b> \\',
  'שלום עולם',
  'مرحبا بالعالم',
  '\u202Eevil\u202C',
  '\u2066iso\u2069',
  '\u200B\u200D\uFEFF',
  FAMILY,
  '🇰🇬🇦🇲',
  'e\u0301\u0300',
  '\uD800',
  '\uDC00',
  '\u0000\u0007\u001F',
  '\r\n',
  '\u2028',
  'Sentence one. Sentence two! ',
  'Предложение. ',
  'Խոսք։ ',
  ' ',
  '\n\n',
  '@csto_bot /ask',
  '“quoted” «quoted»',
);
const hostile = fc.array(fc.oneof(hostilePiece, fc.string({ unit: 'binary' })), { maxLength: 60 }).map((parts) => parts.join(''));
const long = fc.tuple(hostile, fc.integer({ min: 1, max: 400 })).map(([text, times]) => text.repeat(times).slice(0, 100_000));

function soundMarks({ text, marks }: Rich): boolean {
  return marks.every(({ offset, length }) => offset >= 0 && length > 0 && offset + length <= text.length);
}

describe('shown', () => {
  it('leaves nothing that Telegram would change or refuse', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const out = shown(text);
        expect(out).not.toMatch(/\p{Surrogate}|[\u202A-\u202E\u2028\u2029]|\r/u);
        expect(shown(out)).toBe(out);
      }),
    );
  });

  it('leaves ordinary words alone', () => {
    for (const text of ['Declared “readiness” — 50 %', 'Қазақстан, Ўзбекистон', `a ${FAMILY} b`]) expect(shown(text)).toBe(text);
  });

  it('puts a title on one line', () => expect(oneLine(' a\n\tb  c ')).toBe('a b c'));
});

describe('cut', () => {
  it('keeps to the limit and never splits a pair', () => {
    fc.assert(
      fc.property(long, fc.integer({ min: 2, max: 500 }), (text, max) => {
        const short = cut(marked(text, 'bold'), max);
        expect(short.text.length).toBeLessThanOrEqual(max);
        expect(short.text).not.toMatch(/\p{Surrogate}/u);
        expect(soundMarks(short)).toBe(true);
      }),
    );
  });

  it('cuts after a sentence where that keeps at least half', () => {
    expect(cutText('One sentence here. Another sentence that is long.', 30)).toBe('One sentence here. …');
    expect(cutText('Խոսք մեկ այստեղ։ Երկրորդ նախադասությունը։', 25)).toBe('Խոսք մեկ այստեղ։ …');
  });

  it('else after a word, else between characters', () => {
    expect(cutText('several words without any end', 16)).toBe('several words…');
    expect(cutText(`xx${FAMILY}`, 8)).toBe('xx…');
  });

  it('leaves what fits', () => expect(cutText('short.', 6)).toBe('short.'));

  it('takes no longer for a longer text', () => {
    const started = performance.now();
    for (const text of ['a'.repeat(1_000_000), '. '.repeat(500_000), FAMILY.repeat(90_000), '\u0301'.repeat(1_000_000)]) cutText(text, 4096);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('shortens names in the middle', () => {
    expect(cutMiddle('a-very-long-file-name.txt', 15)).toBe('a-very-…ame.txt');
    expect(cutMiddle('short.txt', 15)).toBe('short.txt');
  });
});

describe('fit', () => {
  it('fits any blocks, with sound marks', () => {
    const block = fc.record({ lead: hostile, open: hostile, body: long, close: fc.constantFrom('” [1]', '»'), rank: fc.constantFrom(1, 2) });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (parts) => {
        const blocks = parts.map(({ lead, open, body, close, rank }): Block => {
          return { lead: rich(lead.slice(0, 200)), open: rich(open.slice(0, 5)), body: rich(body), close: rich(close), mark: 'blockquote', rank: rank };
        });
        const whole = fit(blocks);
        expect(whole.text.length).toBeLessThanOrEqual(MAX_MESSAGE);
        expect(whole.text).not.toMatch(/\p{Surrogate}/u);
        expect(whole.marks.length).toBeLessThanOrEqual(100);
        expect(soundMarks(whole)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("never cuts a quote's mark: every quotation mark that opens also closes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }), (lengths) => {
        const blocks = lengths.map((length, n): Block => {
          return { open: rich('“'), body: rich('word '.repeat(length).trim()), close: rich(`” [${n + 1}]`) };
        });
        const { text } = fit(blocks);
        expect(text.match(/“/gu)?.length).toBe(text.match(/” \[\d\]/gu)?.length);
      }),
    );
  });

  it('gives bodies of rank 1 their room before those of rank 2, and keeps every lead', () => {
    const first: Block = { body: rich('first '.repeat(100).trim()) };
    const second: Block = { lead: rich('[1] file.txt'), body: rich('second '.repeat(1000).trim()), rank: 2 };
    const { text } = fit([first, second], { max: 640 });
    expect(text).toContain('first '.repeat(99));
    expect(text.endsWith('[1] file.txt')).toBe(true);
  });

  it('shares room: short ones stay whole, long ones give way alike', () => {
    const blocks = ['a'.repeat(50), 'b '.repeat(1000).trim(), 'c '.repeat(1000).trim()].map((body) => ({ body: rich(body) }));
    const { text } = fit(blocks, { max: 500 });
    expect(text).toContain('a'.repeat(50));
    const [, b = '', c = ''] = text.split('\n\n');
    expect(Math.abs(b.length - c.length)).toBeLessThan(6);
  });
});

describe('joined', () => {
  it('moves marks along, and leaves out what is empty', () => {
    expect(joined(['a', '', marked('bc', 'bold'), 'd'], ' ')).toEqual({ text: 'a bc d', marks: [{ mark: 'bold', offset: 2, length: 2 }] });
  });
});

describe('firstSentence', () => {
  it('passes over a place line', () => {
    const text = 'BISHKEK, Kyrgyzstan, November 28. Kyrgyzstan’s President has outlined the priorities of the country. More.';
    expect(firstSentence(text, 300)).toBe('BISHKEK, Kyrgyzstan, November 28. Kyrgyzstan’s President has outlined the priorities of the country.');
  });

  it('takes the whole when there is no end, cut to the limit', () => {
    expect(firstSentence('no end at all', 100)).toBe('no end at all');
    expect(firstSentence('word '.repeat(100), 50).length).toBeLessThanOrEqual(50);
  });
});
