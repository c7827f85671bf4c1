import { readFileSync } from 'node:fs';
import { LANGUAGES, type Language } from './types.ts';

/** A term of another language and the probability, 0-1, that it translates the term asked for. */
export type Translation = readonly [term: string, probability: number];

/** What the model's makers learned of words: how rare they are in general, and how they translate. */
export interface Lexicon {
  /** Rarity of a stem in general text: ln(N/df), in tenths. */
  readonly idf: Partial<Record<Language, Readonly<Record<string, number>>>>;
  readonly translations: Partial<Record<Language, Partial<Record<Language, Readonly<Record<string, readonly Translation[]>>>>>>;
}

let loaded: Lexicon | undefined;

/** The lexicon shipped with the embedded model; read once. */
export function loadLexicon(): Lexicon {
  loaded ??= JSON.parse(readFileSync(new URL('./model/lexicon.json', import.meta.url), 'utf8')) as Lexicon;
  return loaded;
}

/** Rarity of stems that general text did not have (above every stem it had), natural log units. */
export const UNSEEN_IDF = 10;

/** How rare a stem is in general text of a language, ln(N/df), about 0-11. */
export function backgroundIdf(lexicon: Lexicon, stem: string, language: Language): number {
  const tenths = lexicon.idf[language]?.[stem];
  return tenths === undefined ? UNSEEN_IDF : tenths / 10;
}

/** Translations of a stem into the languages other than its own, the likeliest first. */
export function translate(lexicon: Lexicon, stem: string, language: Language): readonly Translation[] {
  const tables = lexicon.translations[language];
  if (!tables) return [];
  return LANGUAGES.flatMap((target) => (target === language ? [] : (tables[target]?.[stem] ?? [])));
}
