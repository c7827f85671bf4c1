// The two languages alone: the package's main entry loads a dozen more at every start.
import * as en from 'chrono-node/en';
import * as ru from 'chrono-node/ru';
import { monthOf } from './months.ts';
import type { DatePrecision, Language, Span } from './types.ts';

/** A date with its year, named in a text. `start` and `end` are the words that name it. */
export interface NamedDate extends Span {
  /** `2024-11-28`, `2023-07` or `2021`. */
  readonly date: string;
  readonly precision: DatePrecision;
}

/** Years that a corpus of news may speak of. */
const YEAR = String.raw`(?:19[0-9]\d|20\d\d)`;
const DAY_FIRST = new RegExp(String.raw`(?<![\d.])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(${YEAR})(?![\d.]\d)`, 'g');
const ISO = new RegExp(String.raw`(?<![\d-])(${YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)`, 'g');
/** A year that is not part of a range ("2021-2025"), a number or a code. */
const LONE_YEAR = new RegExp(String.raw`(?<![\d.,/№#-]|\d\s?[–—-]\s?)${YEAR}(?![\d/]|[.,]\d|\s?[–—-]\s?\d)`, 'g');
/** What stands before a year that only bounds a time: "until 2026" dates nothing. */
const BOUND = /(?:\b(?:until|till|by|before|through|to)|(?:^|[^\p{L}])(?:до|к|по|да|то|то соли|մինչև))\s+$/iu;

/** A month name must be near its year: characters looked at on each side. */
const WINDOW = 24;

/**
 * The dates with a year that a text names, in order, without overlaps. English and Russian forms are read by
 * chrono-node, the other languages' by month names near a year; a day or month without a year is no date.
 */
export function namedDates(text: string, language: Language): NamedDate[] {
  if (!/\d{4}/.test(text)) return [];
  const months = language === 'en' || language === 'ru' ? byChrono(text, language) : byMonthNames(text);
  const dates = [...numericDates(text), ...months];
  dates.push(...loneYears(text, dates));
  return withoutOverlaps(dates);
}

/** The date that dates a paragraph: the first named to the day or month, else the first lone year it is "in". */
export function paragraphDate(text: string, language: Language): NamedDate | null {
  const dates = namedDates(text, language);
  const exact = dates.find((date) => date.precision !== 'year');
  return exact ?? dates.find((date) => !BOUND.test(text.slice(0, date.start))) ?? null;
}

/** The date of a line that holds a date and nothing else; null for any other line. */
export function datelineDate(line: string, language: Language): NamedDate | null {
  if (line.length > 60) return null;
  const dates = namedDates(line, language);
  const only = dates.length === 1 ? dates[0]! : null;
  if (!only || only.precision === 'year') return null;
  const rest = line.slice(0, only.start) + line.slice(only.end);
  return /^[\s,.:|–—-]*(?:\p{L}{2,12}day|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|г(?:ода)?|ж|թ)?[\s,.:|–—-]*(?:\d{1,2}:\d{2}(?::\d{2})?)?[\s,.:|–—-]*$/iu.test(
    rest,
  )
    ? only
    : null;
}

function numericDates(text: string): NamedDate[] {
  const found: NamedDate[] = [];
  for (const match of text.matchAll(DAY_FIRST)) push(found, match, match[3]!, match[2]!, match[1]!);
  for (const match of text.matchAll(ISO)) push(found, match, match[1]!, match[2]!, match[3]!);
  return found;
}

function push(found: NamedDate[], match: RegExpExecArray, year: string, month: string, day: string): void {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!exists(date)) return;
  found.push({ start: match.index, end: match.index + match[0].length, date, precision: 'day' });
}

/** False for 31 February and the like. */
function exists(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

function byChrono(text: string, language: 'en' | 'ru'): NamedDate[] {
  const parser = language === 'en' ? en.GB : ru.casual;
  const found: NamedDate[] = [];
  for (const { text: words, index, start } of parser.parse(text, REFERENCE)) {
    // Only words that name year and month themselves: chrono also fills in what "July" or "last year" imply.
    if (!start.isCertain('year') || !start.isCertain('month')) continue;
    const year = String(start.get('year'));
    if (!words.includes(year) || /\d[/.-]\d/.test(words)) continue;
    const month = String(start.get('month')).padStart(2, '0');
    const day = String(start.get('day')).padStart(2, '0');
    const precise = start.isCertain('day');
    const date = precise ? `${year}-${month}-${day}` : `${year}-${month}`;
    found.push({ start: index, end: index + words.trimEnd().length, date, precision: precise ? 'day' : 'month' });
  }
  return found;
}

/** Any fixed moment: dates that depend on it are not used. */
const REFERENCE = new Date(Date.UTC(2000, 0, 1));

/** "1 студзеня 2024 года", "2024 жылғы 1 қаңтар", "2024-жылдын 1-январы", "1 январи соли 2024", "2024 թ. հունվարի 1". */
function byMonthNames(text: string): NamedDate[] {
  const found: NamedDate[] = [];
  for (const match of text.matchAll(new RegExp(LONE_YEAR))) {
    const near = nearestMonth(text, match.index, match.index + 4);
    if (!near) continue;
    const day = dayBeside(text, near);
    const month = String(near.month).padStart(2, '0');
    const date = day ? `${match[0]}-${month}-${String(day.value).padStart(2, '0')}` : `${match[0]}-${month}`;
    if (day && !exists(date)) continue;
    const start = Math.min(match.index, near.start, day?.start ?? near.start);
    const end = Math.max(match.index + 4, near.end, day?.end ?? near.end);
    found.push({ start, end, date, precision: day ? 'day' : 'month' });
  }
  return found;
}

interface NamedMonth extends Span {
  readonly month: number;
}

/** The month name nearest to a year within the window, not across another number's or sentence's border. */
function nearestMonth(text: string, start: number, end: number): NamedMonth | null {
  const from = Math.max(0, start - WINDOW);
  let best: (NamedMonth & { distance: number }) | null = null;
  for (const match of text.slice(from, end + WINDOW).matchAll(/\p{L}{3,}/gu)) {
    const month = monthOf(match[0].toLowerCase().replaceAll('ё', 'е'));
    if (month === null) continue;
    const at = from + match.index;
    const wordEnd = at + match[0].length;
    const distance = at >= end ? at - end : start - wordEnd;
    const between = at >= end ? text.slice(end, at) : text.slice(wordEnd, start);
    if (distance < 0 || /[!?;«»"]|\d{3,}/.test(between)) continue;
    if (!best || distance < best.distance) best = { start: at, end: wordEnd, month, distance };
  }
  return best;
}

/** A day number directly before or after a month's name: "1-январы", "18 наурыз", "հունվարի 1". */
function dayBeside(text: string, month: Span): (Span & { value: number }) | null {
  const before = /(?<!\d)(\d{1,2})(?:-?\p{L}{0,3})?[\s-]{0,2}$/u.exec(text.slice(Math.max(0, month.start - 8), month.start));
  if (before && inMonth(before[1]!)) {
    const start = month.start - before[0].length;
    return { start, end: month.end, value: Number(before[1]) };
  }
  const after = /^\s(\d{1,2})(?!\d)/.exec(text.slice(month.end, month.end + 5));
  return after && inMonth(after[1]!) ? { start: month.start, end: month.end + after[0].length, value: Number(after[1]) } : null;
}

function inMonth(day: string): boolean {
  return Number(day) >= 1 && Number(day) <= 31;
}

function loneYears(text: string, taken: readonly Span[]): NamedDate[] {
  return [...text.matchAll(new RegExp(LONE_YEAR))]
    .map((match) => ({ start: match.index, end: match.index + 4, date: match[0], precision: 'year' as const }))
    .filter((year) => !taken.some((span) => span.start < year.end && year.start < span.end));
}

function withoutOverlaps(dates: NamedDate[]): NamedDate[] {
  const kept: NamedDate[] = [];
  for (const date of dates.sort((a, b) => a.start - b.start || b.end - a.end)) if (kept.every((other) => other.end <= date.start)) kept.push(date);
  return kept;
}
