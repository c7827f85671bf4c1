import type { Lexicon } from './lexicon.ts';
import { isQuestionWord } from './question-words.ts';
import { stem, words } from './terms.ts';
import type { Language } from './types.ts';

/** How people type Russian on a Latin keyboard, longest first. */
const LETTERS: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ju', 'ю'],
  ['iu', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['ia', 'ия'],
  ['yo', 'е'],
  ['jo', 'е'],
  ['ye', 'е'],
  ['iy', 'ий'],
  ['yj', 'ый'],
  ['yy', 'ый'],
  ['ij', 'ий'],
  ['ay', 'ай'],
  ['ey', 'ей'],
  ['oy', 'ой'],
  ['uy', 'уй'],
  ["'", 'ь'],
  ['a', 'а'],
  ['b', 'б'],
  ['v', 'в'],
  ['w', 'в'],
  ['g', 'г'],
  ['d', 'д'],
  ['e', 'е'],
  ['z', 'з'],
  ['i', 'и'],
  ['j', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['f', 'ф'],
  ['h', 'х'],
  ['x', 'кс'],
  ['c', 'ц'],
  ['y', 'ы'],
  ['4', 'ч'],
  ['6', 'ш'],
];
const TO_CYRILLIC = new Map(LETTERS);
const LATIN = new RegExp(LETTERS.map(([latin]) => latin).join('|'), 'g');

/**
 * A question in Russian typed in Latin letters ("kto vhodit v ODKB"), written in Cyrillic; null when it reads better
 * as English. Decided by how many of its words each language knows.
 */
export function russianInLatin(question: string, lexicon: Lexicon): string | null {
  if (/[^\p{Script=Latin}\P{L}]/u.test(question)) return null;
  const cyrillic = question.toLowerCase().replace(/\p{L}[\p{L}'46]*/gu, (word) => word.replace(LATIN, (letters) => TO_CYRILLIC.get(letters)!));
  return known(cyrillic, 'ru', lexicon) > known(question, 'en', lexicon) ? cyrillic : null;
}

/** Share of the words that a language knows. */
function known(text: string, language: Language, lexicon: Lexicon): number {
  const all = words(text).filter(({ word }) => /\p{L}/u.test(word));
  const hits = all.filter(({ word }) => isQuestionWord(word, language) || lexicon.idf[language]?.[stem(word, language)] !== undefined);
  return all.length === 0 ? 0 : hits.length / all.length;
}
