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

/** The pivots of a language: what its synonyms are found through. */
const PIVOT: Readonly<Record<Language, Language>> = { en: 'ru', ru: 'en', be: 'ru', kk: 'ru', ky: 'ru', tg: 'ru', hy: 'ru' };

/** Synonyms kept of a stem. */
const MAX_SYNONYMS = 6;

/** Stems of the same language that share translations with a stem ("troops", "forces"): there and back through a pivot. */
export function synonyms(lexicon: Lexicon, stem: string, language: Language): readonly Translation[] {
  const pivot = PIVOT[language];
  const there = lexicon.translations[language]?.[pivot]?.[stem] ?? [];
  const found = new Map<string, number>();
  for (const [middle, out] of there)
    for (const [term, back] of lexicon.translations[pivot]?.[language]?.[middle] ?? []) if (term !== stem) found.set(term, (found.get(term) ?? 0) + out * back);
  return [...found].sort((a, b) => b[1] - a[1]).slice(0, MAX_SYNONYMS);
}
