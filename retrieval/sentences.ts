import type { Language, Span } from './types.ts';

/** What may stand before a full stop that ends no sentence: initials, titles, units, "Kh." of names. */
const ABBREVIATION =
  /(?:^|[\s(«"“„‘–—-])(?:\p{Lu}|\p{Lu}\p{Ll}|Mrs?|Ms|Dr|Prof|Gen|Col|Lt|Maj|Sen|Rep|Gov|Rev|Hon|St|No|Nos|vs|etc|Inc|Ltd|Co|Corp|U\.S|U\.N|a\.m|p\.m|e\.g|i\.e|г|гг|в|вв|ул|пр|им|см|ст|стр|рис|тыс|млн|млрд|трлн|руб|тел|проф|акад|ген|полк|мин|т\.\s?е|т\.\s?д|т\.\s?п|т\.\s?к|н\.\s?э|др|ж|жж|б|ս|թ|հ)\.$/u;

const segmenters = new Map<Language, Intl.Segmenter>();

/**
 * The sentences of one paragraph as spans within it, in order, without the white space between them. Unicode's
 * rules (UAX 29, by `Intl.Segmenter`) split; splits after initials and abbreviations ("I. Tasmagambetov") are undone.
 *
 * @param text one paragraph; line ends inside it are taken for white space
 */
export function sentences(text: string, language: Language): Span[] {
  const flat = text.replace(/[\r\n\u2028\u2029]/g, ' ');
  const spans: Span[] = [];
  let start = 0;
  for (const { segment, index } of segmenter(language).segment(flat)) {
    const end = index + segment.length;
    if (end < flat.length && continues(flat, start, end)) continue;
    const trimmed = trim(flat, start, end);
    if (trimmed.start < trimmed.end) spans.push(trimmed);
    start = end;
  }
  return spans;
}

/** True when what ends at `end` is no sentence's end. */
function continues(text: string, start: number, end: number): boolean {
  const tail = text.slice(Math.max(start, end - 24), end).trimEnd();
  if (ABBREVIATION.test(tail)) return true;
  // "said.» – " and the like: the sentence goes on with a dash or a small letter.
  return /^[\s]*(?:[,;–—]|\p{Ll})/u.test(text.slice(end, end + 4)) && !/[!?]$/.test(tail);
}

/** A span without the white space at its ends. */
export function trim(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from]!)) from += 1;
  while (to > from && /\s/.test(text[to - 1]!)) to -= 1;
  return { start: from, end: to };
}

function segmenter(language: Language): Intl.Segmenter {
  let made = segmenters.get(language);
  if (!made) segmenters.set(language, (made = new Intl.Segmenter(language, { granularity: 'sentence' })));
  return made;
}
