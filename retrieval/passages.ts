import { clean, type Cleaned } from './clean.ts';
import { datelineDate, namedDates, paragraphDate } from './dates.ts';
import { detectLanguage } from './language.ts';
import { paragraphs, type Paragraph } from './paragraphs.ts';
import { sentences } from './sentences.ts';
import type { Language, PassageDate, Span } from './types.ts';

/** A passage before it is stored. Spans are of the original; sentences lie within the passage, in order. */
export interface DraftPassage extends Span {
  readonly language: Language;
  readonly date: PassageDate | null;
  readonly sentences: readonly Span[];
}

export interface DraftDocument {
  readonly title: string;
  readonly language: Language;
  /** The date that a header or metadata states for the whole document. */
  readonly stated: PassageDate | null;
  readonly passages: readonly DraftPassage[];
}

/** Sizes in characters. Up to `max` the embedded model (256 pieces) reads the whole passage in all languages. */
export const PASSAGE_SIZE = {
  /** Shorter paragraphs are joined to a neighbour of the same item. */
  joinBelow: 120,
  /** Joined paragraphs are no longer than this. */
  joinedMax: 600,
  /** Longer paragraphs are split at sentences. */
  max: 900,
} as const;

interface DatedParagraph extends Paragraph {
  readonly date: PassageDate | null;
  /** Days and months it names, with or without a year: paragraphs of two items do not share them. */
  readonly days: string;
  readonly language: Language;
}

/**
 * A document in passages that stand alone: noise left out, short neighbours of one item joined, long paragraphs
 * split at sentences, each dated and with its language. Nothing is changed: every span is of the original.
 *
 * @param fallbackTitle used where the document has no headline
 */
export function draft(original: string, fallbackTitle: string): DraftDocument {
  const cleaned = clean(original);
  const stated = statedDate(original, cleaned);
  const language = detectLanguage(cleaned.lines.map((line) => line.text).join('\n'));
  const dated = datedParagraphs(original, cleaned, stated, language);
  const groups = join(original, dated);
  const drafts = groups.flatMap((group) => split(original, group));
  return { title: titleOf(original, dated, drafts, fallbackTitle), language, stated, passages: drafts };
}

/** The date in ` date 2024-11-28 `, in front matter or in a line such as `Published: 3 March 2022`. */
function statedDate(original: string, { noise, lines }: Cleaned): PassageDate | null {
  const header = noise.find((span) => span.kind === 'header');
  const labelled = lines.slice(0, 12).find((line) => LABELLED_DATE.test(line.text));
  const evidence = header ? original.slice(header.start, header.end) : labelled?.text;
  const date = evidence === undefined ? undefined : namedDates(evidence, detectLanguage(evidence))[0];
  return date && evidence !== undefined ? { date: date.date, precision: date.precision, source: 'stated', evidence } : null;
}

const LABELLED_DATE =
  /^(?:date|published(?: on)?|updated|posted(?: on)?|дата(?: публикации)?|опубликовано|апублікавана|жарияланған(?: күні)?|жарыяланган(?: күнү)?|санаи нашр|нашр шуд|հրապարակված(?: է)?|ամսաթիվ)\s*[:—–-]?\s*\S.{4,40}$/i;

const FRONT_MATTER = /^(?:---|title:.*|author:.*|tags:.*|source:.*|layout:.*|url:.*)$/i;

function datedParagraphs(original: string, cleaned: Cleaned, stated: PassageDate | null, language: Language): DatedParagraph[] {
  const found: DatedParagraph[] = [];
  let dateline: PassageDate | null = null;
  for (const paragraph of paragraphs(cleaned.lines)) {
    const text = original.slice(paragraph.start, paragraph.end);
    const line = datelineDate(text, language);
    if (line) dateline = { date: line.date, precision: line.precision, source: 'dateline', evidence: text };
    if (line || LABELLED_DATE.test(text) || FRONT_MATTER.test(text)) continue;
    const own = detectLanguage(text);
    const spoken = text.length >= 40 ? own : language === 'en' || own === 'en' ? own : language;
    found.push({ ...paragraph, date: stated ?? dateline ?? textDate(text, spoken), days: namedDays(text), language: spoken });
  }
  return found;
}

function textDate(text: string, language: Language): PassageDate | null {
  const named = paragraphDate(text, language);
  if (!named) return null;
  return { date: named.date, precision: named.precision, source: 'text', evidence: text.slice(named.start, named.end) };
}

/** "13 July" and "July 4": what tells apart news items of a page that gives days without years. */
function namedDays(text: string): string {
  const days = text.slice(0, 300).match(/\b\d{1,2}(?:st|nd|rd|th)? \p{L}{3,9}\b|\b\p{Lu}\p{L}{2,8} \d{1,2}\b/gu) ?? [];
  return days.filter((day) => /\p{L}{3,}/u.test(day)).join();
}

/** Groups of neighbouring paragraphs that make one passage. */
function join(original: string, all: readonly DatedParagraph[]): DatedParagraph[][] {
  const groups: DatedParagraph[][] = [];
  for (const paragraph of all) {
    const group = groups.at(-1);
    if (group && joins(original, group, paragraph)) group.push(paragraph);
    else groups.push([paragraph]);
  }
  return groups;
}

function joins(original: string, group: readonly DatedParagraph[], next: DatedParagraph): boolean {
  const last = group.at(-1)!;
  const length = next.end - group[0]!.start;
  if (!onlySpace(original, last.end, next.start) || last.language !== next.language) return false;
  if (next.kind === 'bullet') return length <= PASSAGE_SIZE.max && (last.kind === 'bullet' || introduces(original, last) || last.end - last.start < 400);
  if (last.kind === 'bullet' || introduces(original, next)) return false;
  const short = last.end - group[0]!.start < PASSAGE_SIZE.joinBelow || (next.end - next.start < PASSAGE_SIZE.joinBelow && next.kind === 'text');
  if (!short || length > PASSAGE_SIZE.joinedMax || (next.kind === 'headline' && last.kind !== 'headline')) return false;
  // A headline has no date of its own, but belongs to what it stands above.
  return group.every((one) => one.kind === 'headline') ? next.opensBlock : sameItem(group, next);
}

function introduces(original: string, paragraph: Paragraph): boolean {
  return original[paragraph.end - 1] === ':';
}

function sameItem(group: readonly DatedParagraph[], next: DatedParagraph): boolean {
  const sameDate = group.find((one) => one.kind !== 'headline')?.date?.date === next.date?.date;
  return sameDate && (next.days === '' || group.every((one) => one.days === '' || one.days === next.days));
}

function onlySpace(original: string, start: number, end: number): boolean {
  return original.slice(start, end).trim() === '';
}

/** One passage, or several of about equal length when the group is longer than a passage may be. */
function split(original: string, group: readonly DatedParagraph[]): DraftPassage[] {
  const spans = group.flatMap((paragraph) =>
    sentences(original.slice(paragraph.start, paragraph.end), paragraph.language).flatMap((sentence) =>
      pieces(original, paragraph.start + sentence.start, paragraph.start + sentence.end),
    ),
  );
  const date = group.find((paragraph) => paragraph.date !== null)?.date ?? null;
  const total = spans.length === 0 ? 0 : spans.at(-1)!.end - spans[0]!.start;
  const target = total <= PASSAGE_SIZE.max ? total : Math.ceil(total / Math.ceil(total / PASSAGE_SIZE.max));
  const passages: DraftPassage[] = [];
  for (let i = 0; i < spans.length;) {
    const from = i;
    do i += 1;
    while (i < spans.length && fits(spans[from]!, spans[i]!, target));
    const own = spans.slice(from, i);
    passages.push({ start: own[0]!.start, end: own.at(-1)!.end, sentences: own, language: group[0]!.language, date });
  }
  return passages;
}

/** A sentence is taken into a passage while most of it lies within the target and all of it within the maximum. */
function fits(first: Span, next: Span, target: number): boolean {
  return next.end - first.start <= PASSAGE_SIZE.max && (next.start + next.end) / 2 - first.start <= target;
}

/** A sentence, or, when it is longer than a passage may be, pieces of it that end at spaces. */
function pieces(original: string, start: number, end: number): Span[] {
  const found: Span[] = [];
  let from = start;
  while (end - from > PASSAGE_SIZE.max) {
    const cut = cutBefore(original, from, from + PASSAGE_SIZE.max);
    found.push({ start: from, end: trimEnd(original, from, cut) });
    from = cut;
    while (from < end && /\s/.test(original[from]!)) from += 1;
  }
  if (from < end) found.push({ start: from, end });
  return found;
}

/** The last space before a limit; without one, the limit itself, never inside a surrogate pair. */
function cutBefore(text: string, from: number, limit: number): number {
  for (let i = limit; i > from + PASSAGE_SIZE.max / 2; i--) if (/\s/.test(text[i]!)) return i;
  return /[\uDC00-\uDFFF]/.test(text[limit]!) ? limit - 1 : limit;
}

function trimEnd(text: string, from: number, end: number): number {
  let to = end;
  while (to > from + 1 && /\s/.test(text[to - 1]!)) to -= 1;
  return to;
}

/** Longest title made of a first sentence, in characters. */
const MAX_TITLE = 90;

/** `title:` of front matter, else the headline above the text, else the beginning of the first sentence, else the fallback. */
function titleOf(original: string, all: readonly DatedParagraph[], drafts: readonly DraftPassage[], fallback: string): string {
  const stated = /^title:\s*["']?(.{3,200}?)["']?\s*$/im.exec(original.slice(0, 2_000))?.[1];
  if (stated) return stated;
  const first = all[0];
  if (first?.kind === 'headline') return original.slice(first.start, first.end).replace(/^#{1,6}\s+/, '');
  const telling = drafts[0]?.sentences.find((sentence) => sentence.end - sentence.start >= 40);
  if (!telling) return fallback;
  const text = original.slice(telling.start, telling.end).replace(/\s+/g, ' ');
  return text.length <= MAX_TITLE ? text : `${text.slice(0, text.lastIndexOf(' ', MAX_TITLE))}…`;
}
