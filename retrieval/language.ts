import { readFileSync } from 'node:fs';
import type { Language } from './types.ts';

/** How many letters are looked at: more change nothing and cost time. */
const SAMPLE_CHARS = 2_000;

interface LetterStatistics {
  readonly languages: readonly Language[];
  /** n-gram -> weight for each language, tenths of a nat. */
  readonly grams: Readonly<Record<string, readonly number[]>>;
}

let statistics: LetterStatistics | undefined;

/**
 * The language of a text. The script decides for Armenian and English; the Cyrillic languages are told apart by
 * naive Bayes over letter n-grams (`model/languages.json`, made by `model/training/languages.py`).
 *
 * @returns `en` for text without letters
 */
export function detectLanguage(text: string): Language {
  const sample = text.slice(0, SAMPLE_CHARS);
  const armenian = count(sample, /\p{Script=Armenian}/gu);
  const cyrillic = count(sample, /\p{Script=Cyrillic}/gu);
  const latin = count(sample, /\p{Script=Latin}/gu);
  if (armenian > cyrillic && armenian * 2 > latin) return 'hy';
  // Acronyms and names in Latin letters stand in Cyrillic sentences more often than the reverse.
  return cyrillic * 2 > latin ? cyrillicLanguage(sample) : 'en';
}

function cyrillicLanguage(text: string): Language {
  const { languages, grams } = load();
  const scores = languages.map(() => 0);
  for (const gram of letterGrams(text)) {
    const weights = grams[gram];
    if (weights) for (let i = 0; i < scores.length; i++) scores[i]! += weights[i]!;
  }
  return languages[scores.indexOf(Math.max(...scores))] ?? 'ru';
}

/** Letter n-grams of 1 to 3 within words; `_` is the edge of a word. Must equal `grams` of languages.py. */
function* letterGrams(text: string): Generator<string> {
  for (const word of text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/\p{L}+/gu) ?? []) {
    const padded = `_${word}_`;
    for (const size of [1, 2, 3]) for (let i = 0; i + size <= padded.length; i++) yield padded.slice(i, i + size);
  }
}

function load(): LetterStatistics {
  statistics ??= JSON.parse(readFileSync(new URL('./model/languages.json', import.meta.url), 'utf8')) as LetterStatistics;
  return statistics;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
