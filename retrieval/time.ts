import { namedDates } from './dates.ts';
import { monthOf } from './months.ts';
import { words } from './terms.ts';
import type { Language } from './types.ts';

/** The time a question is about. */
export interface AskedTime {
  /** Dates it names, as prefixes of `YYYY-MM-DD`: a passage of that time begins with one of them. */
  readonly named: readonly string[];
  /** Months named without a year, `-07` for July. */
  readonly months: readonly string[];
  /** It asks for the newest: "latest", "сейчас", "қазір". */
  readonly newest: boolean;
}

const NEWEST =
  /\b(?:latest|newest|recent|recently|current|currently|now|nowadays|today|at present|presently|last (?:news|meeting|session|summit|events?))\b|(?<!\p{L})(?:последн|сейчас|теперь|текущ|нынешн|недавн|на данный момент|в настоящее время|сегодня|свеж|новости|нов(?:ое|ейш)|апошн|цяпер|зараз|сёння|бягуч|цяперашн|навін|қазір|соңғы|бүгін|жаңалық|ағымдағы|азыр|акыркы|соңку|бүгүн|жаңылык|учурда|ҳозир|охирин|имрӯз|навтарин|хабар|айни замон|կամ այժմ|այժմ|հիմա|ներկայ|վերջին|այսօր|նորություն)/iu;

const RELATIVE: readonly (readonly [RegExp, number])[] = [
  [/\bthis year\b|(?<!\p{L})(?:в этом году|у гэтым годзе|биыл|быйыл|имсол|այս տարի)/iu, 0],
  [/\blast year\b|(?<!\p{L})(?:в прошлом году|у мінулым годзе|былтыр|өткен жылы|соли гузашта|անցյալ տարի)/iu, -1],
  [/\bnext year\b|(?<!\p{L})(?:в следующем году|у наступным годзе|келесі жылы|кийинки жылы|соли оянда|հաջորդ տարի)/iu, 1],
];

/** What time a question names or asks for; null when it says nothing of time. */
export function askedTime(question: string, language: Language, now: Date): AskedTime | null {
  const named = namedDates(question, language).map((date) => date.date);
  for (const [pattern, years] of RELATIVE) if (pattern.test(question)) named.push(String(now.getUTCFullYear() + years));
  const months = named.length > 0 ? [] : monthsOf(question);
  const newest = named.length === 0 && NEWEST.test(question);
  return named.length + months.length > 0 || newest ? { named, months, newest } : null;
}

/** "May" and "март" alone are months only beside a number or with a capital, which short words do not tell: all count. */
function monthsOf(question: string): string[] {
  const found = words(question)
    .filter(({ word }) => word.length > 3)
    .map(({ word }) => monthOf(word));
  return [...new Set(found.filter((month) => month !== null).map((month) => `-${String(month).padStart(2, '0')}`))];
}

/** Words by which a text says that it speaks of its own present. */
const PRESENT =
  /\b(?:currently|at present|at the moment|nowadays|as of (?:now|today))\b|(?<!\p{L})(?:в настоящее время|на данный момент|сейчас|ныне|у цяперашні час|цяпер|қазіргі уақытта|қазір|учурда|азыр|айни замон|ҳоло|ներկայումս|այժմ)/iu;

/** True when a text says "currently". */
export function speaksOfPresent(text: string): boolean {
  return PRESENT.test(text);
}

/** How well a passage's own date fits, -1 (another time) to 1 (that time); 0 when it says nothing. */
export function timeFit(time: AskedTime, date: string | null): number {
  if (date === null) return 0;
  if (time.months.length > 0) return time.months.some((month) => date.slice(4).startsWith(month)) ? 1 : date.length > 4 ? -0.5 : 0;
  if (time.named.length === 0) return 0;
  if (time.named.some((named) => date.startsWith(named))) return 1;
  // The passage is dated more coarsely than the question asks, and does not contradict it.
  return time.named.some((named) => named.startsWith(date)) ? 0.3 : -1;
}
