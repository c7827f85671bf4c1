import type { Span } from './types.ts';

/** Why a stretch of the original is not part of the document. */
export type NoiseKind = 'notice' | 'sponsor' | 'editorial' | 'navigation' | 'cookies' | 'contact' | 'rule' | 'header' | 'repeated';

export interface Noise extends Span {
  readonly kind: NoiseKind;
}

/** A line of the original that is part of the document; `end` excludes trailing white space. */
export interface Line extends Span {
  readonly text: string;
  /** True when a blank line, noise or the start of the file is above it. */
  readonly opensBlock: boolean;
}

export interface Cleaned {
  readonly lines: readonly Line[];
  readonly noise: readonly Noise[];
}

/** Lines that a site or an aggregator put there, by the kind of noise. Each pattern reads one trimmed line. */
const NOISE: readonly (readonly [NoiseKind, RegExp])[] = [
  ['notice', /^(?:PHP )?(?:notice|warning|deprecated|fatal error|parse error|strict standards): .{0,2000}\bon line \d+$/i],
  ['notice', /^(?:notice|warning|deprecated): function \S+ was called incorrectly/i],
  ['sponsor', /^(?:post |content |article )?sponsored (?:by|content|post)\b|^(?:advertisement|advertorial|реклама|на правах рекламы)[.:]?$/i],
  ['editorial', /^(?:editor['’]s note|note to editors|translator['’]s note|disclaimer|от редакции|примечание редакции)\b/i],
  ['editorial', /^MIL[- ]OSI\b.{0,80}$/],
  ['cookies', /\b(?:we use cookies|accept (?:all )?cookies|cookie (?:policy|settings)|используем (?:файлы )?cookie|файлы cookie)\b/i],
  [
    'navigation',
    /^(?:share|share this|share on .{1,30}|tweet|print|read more|read also|related|comments|subscribe|home|menu|skip to .{1,30}|back to top)[.:…]?$/i,
  ],
  [
    'navigation',
    /^(?:поделиться|читайте также|читать далее|подробнее|подпис(?:аться|ывайтесь|аны)\b.{0,80}|главная|меню|комментарии|версия для печати|наверх)[.:…]?$/i,
  ],
  [
    'contact',
    /^(?!\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2})(?:(?:tel|phone|fax|тел|телефон|факс|e-?mail)\b[.:/ ]*)?\+?[\d\s()./-]{7,}[,;]?(?:\s*[-–/]?\s*(?:tel|fax|тел|факс|phone)[./\s]*)*$/i,
  ],
  ['contact', /^(?:e-?mail|эл\. ?почта)\s*:?\s*\S+@\S+$/i],
  ['rule', /^[\s_=*~—–-]{3,}$/],
];

/** Lines longer than this are prose whatever they begin with; patterns are not tried on them. */
const MAX_NOISE_LINE = 2_500;

/** A one-word line such as a section label ("Политика") is navigation when a headline stands near. */
const LABEL = /^\p{L}[\p{L}-]{2,24}$/u;

/** ` date 2024-11-28 ` before the first words of a document. */
const DATE_HEADER = /^\s*date\s*:?\s+\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S{0,12})?\s+/i;

/**
 * Splits an original into the lines of the document and the noise around them. No character is changed: both are
 * spans of the original, and every character that is in neither is white space.
 */
export function clean(original: string): Cleaned {
  const noise: Noise[] = [];
  const lines: Line[] = [];
  const header = DATE_HEADER.exec(original.slice(0, 200));
  if (header) noise.push({ kind: 'header', start: header[0].search(/\S/), end: header[0].trimEnd().length });
  const titles = headlines(original);
  let opensBlock = true;
  for (const raw of rawLines(original, header?.[0].length ?? 0)) {
    const kind = raw.text === '' ? null : noiseKind(raw.text, titles);
    if (kind !== null) noise.push({ kind, start: raw.start, end: raw.end });
    if (raw.text === '' || kind !== null) opensBlock = true;
    else {
      lines.push({ ...raw, opensBlock });
      opensBlock = false;
    }
  }
  return { lines, noise };
}

function noiseKind(text: string, titles: Headlines): NoiseKind | null {
  if (text.length > MAX_NOISE_LINE) return null;
  const listed = NOISE.find(([, pattern]) => pattern.test(text))?.[0];
  if (listed) return listed;
  if (titles.pageTitles.has(text)) return 'repeated';
  if (titles.repeated.has(text)) {
    const left = titles.repeated.get(text)! - 1;
    titles.repeated.set(text, left);
    if (left > 0) return 'repeated';
  }
  if (titles.repeated.size > 0 && LABEL.test(text)) return 'navigation';
  return null;
}

interface Headlines {
  /** Short lines that stand more than once, with how many are still to come: the last one, beside the text, is kept. */
  readonly repeated: Map<string, number>;
  /** Lines that are such a headline with the name of the site behind it. */
  readonly pageTitles: ReadonlySet<string>;
}

function headlines(original: string): Headlines {
  const counts = new Map<string, number>();
  const texts = rawLines(original, 0)
    .map((line) => line.text)
    .filter((text) => text.length >= 8 && text.length <= 250);
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const repeated = [...counts].filter(([text, count]) => count > 1 && !/[.!?:;,]$/.test(text)).map(([text]) => text);
  const pageTitles = texts.filter((text) => repeated.some((title) => new RegExp(`^${escape(title)}\\s+[—–|-]\\s`, 'u').test(text)));
  return { repeated: new Map(repeated.map((text) => [text, counts.get(text) ?? 0])), pageTitles: new Set(pageTitles) };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Lines from an offset on, trimmed; a blank line has the empty text. */
function rawLines(original: string, from: number): { text: string; start: number; end: number }[] {
  const lines = [];
  for (let start = from; start <= original.length;) {
    const newline = indexOfLineEnd(original, start);
    const text = original.slice(start, newline);
    const lead = text.length - text.trimStart().length;
    const trimmed = text.trim();
    lines.push({ text: trimmed, start: start + lead, end: start + lead + trimmed.length });
    start = newline + 1;
  }
  return lines;
}

function indexOfLineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) return i;
  }
  return text.length;
}
