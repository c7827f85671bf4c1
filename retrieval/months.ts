import { LANGUAGES, type Language } from './types.ts';

/** Shorter beginnings than this would take other words for months ("ма" for "май"). */
const MIN_STEM = 3;

let stems: ReadonlyMap<string, number> | undefined;

/**
 * The month (1-12) that a word names, in any case form of any of the seven languages; null when it names none.
 * Month names come from the platform's own `Intl` data.
 *
 * @param word lower case, `ё` as `е`
 */
export function monthOf(word: string): number | null {
  const known = (stems ??= monthStems());
  for (let length = Math.min(word.length, 12); length >= MIN_STEM; length--) {
    const month = known.get(word.slice(0, length));
    // The rest must be an ending: "май" + "ында", but not "мар" + "шрут".
    if (month !== undefined) return word.length - length <= 5 && fits(word, length) ? month : null;
  }
  return null;
}

/** Short stems take only the endings of month names, longer ones any. */
function fits(word: string, length: number): boolean {
  if (length > 4) return true;
  const ending = word.slice(length);
  return length === 4 ? ending.length <= 4 : /^(?:|а|я|е|ю|ы|і|ի|ին|ում|дин|дын|да|та|ы|ында|ынын|дан|и|дағы|тағы|дагы)$/.test(ending);
}

function monthStems(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const language of LANGUAGES)
    for (let month = 1; month <= 12; month++) for (const name of monthNames(language, month)) for (const stem of stemsOf(name)) found.set(stem, month);
  return found;
}

/** The name and, for inflected languages, the name without its last vowel or soft sign. */
function stemsOf(name: string): string[] {
  const bare = name.replace(/[аяьйеиыі]$/u, '');
  return [name, bare].filter((stem) => stem.length >= MIN_STEM);
}

/** Names of a month alone and within a date, lower case. */
export function monthNames(language: Language, month: number): string[] {
  const day = new Date(Date.UTC(2024, month - 1, 15));
  const alone = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(day);
  const dated = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' })
    .formatToParts(day)
    .find((part) => part.type === 'month')?.value;
  return [...new Set([alone, dated ?? alone].map((name) => name.toLowerCase().replaceAll('ё', 'е')))];
}
