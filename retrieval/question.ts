import { InputError } from './errors.ts';
import { detectLanguage } from './language.ts';
import { russianInLatin } from './latin-russian.ts';
import { backgroundIdf, synonyms, translate, type Lexicon } from './lexicon.ts';
import { conceptOfWord, phraseConcepts } from './names.ts';
import { askedFor, asksForList, isQuestionWord, type Asked } from './question-words.ts';
import { skeleton, stem, words } from './terms.ts';
import { askedTime, type AskedTime } from './time.ts';
import type { AskOptions, Language } from './types.ts';

/** A term that a passage may hold for a word of the question, and how surely it means the same, 0-1. */
export interface Alternative {
  readonly term: string;
  readonly weight: number;
}

/** A word of the question that says something of its subject. */
export interface Slot {
  readonly word: string;
  /** Rarity in general text, natural log units, 0-10. */
  readonly rarity: number;
  readonly alternatives: readonly Alternative[];
  /** Mistyped words have no alternative in any corpus; see `mend` in lexical.ts. */
  readonly known: boolean;
}

/** A question as the search reads it. */
export interface Question {
  /** As it was asked. */
  readonly asked: string;
  /** What is embedded: with the question before it, in its own alphabet. */
  readonly text: string;
  readonly language: Language;
  readonly slots: readonly Slot[];
  readonly time: AskedTime | null;
  readonly wantsList: boolean;
  readonly asksFor: Asked;
}

/** Longest question in characters; longer ones are documents. */
export const MAX_QUESTION = 4_000;

/** Words looked up at most: those of a long message beyond it are the least telling. */
const MAX_SLOTS = 24;

/** Words commoner than this in general text (in more than a fifth of it) say nothing of a subject. */
const MIN_RARITY = 1.6;

/** How surely another form means the same word. Skeletons meet by chance now and then. */
const WEIGHT = { skeleton: 0.7, translation: 0.95, synonym: 0.6 } as const;

/**
 * Reads a question: its language, the words that matter with all forms a passage may hold them in, and its time.
 *
 * @throws InputError when it is empty or longer than `MAX_QUESTION`
 */
export function readQuestion(asked: string, lexicon: Lexicon, options: AskOptions): Question {
  const trimmed = checked(asked);
  const detected = options.language ?? detectLanguage(trimmed);
  const cyrillic = detected === 'en' && options.language === undefined ? russianInLatin(trimmed, lexicon) : null;
  const language = cyrillic === null ? detected : 'ru';
  const own = cyrillic ?? trimmed;
  const now = options.now ?? new Date();
  const previous = options.previous && isElliptic(own, language) ? options.previous : null;
  const text = previous === null ? own : `${previous} ${own}`;
  return {
    asked: trimmed,
    text,
    language,
    slots: slotsOf(text, language, lexicon),
    time: askedTime(own, language, now) ?? (previous === null ? null : askedTime(previous, language, now)),
    wantsList: asksForList(text),
    asksFor: askedFor(own) ?? (previous === null ? null : askedFor(previous)),
  };
}

function checked(asked: string): string {
  const trimmed = asked.trim();
  if (trimmed === '') throw new InputError('the question is empty; ask something, for example "Who chairs the CSTO?"');
  if (trimmed.length > MAX_QUESTION)
    throw new InputError(`the question has ${trimmed.length} characters, at most ${MAX_QUESTION} are read; ask in a sentence or two`);
  return trimmed;
}

/** A question that cannot stand alone: it begins like a continuation, or has hardly a word of its own. */
function isElliptic(question: string, language: Language): boolean {
  if (/^(?:and|but|what about|how about|а|и|но|а што|ал|бірақ|бирок|ва|аммо|իսկ|և|բայց)(?!\p{L})/iu.test(question)) return true;
  return words(question).filter(({ word }) => !isQuestionWord(word, language)).length <= 1;
}

function slotsOf(text: string, language: Language, lexicon: Lexicon): Slot[] {
  const all = words(text);
  const slots = new Map<string, Slot>();
  for (const { word } of all) {
    if (isQuestionWord(word, language)) continue;
    const slot = slotOf(word, language, lexicon);
    if (slot.rarity >= MIN_RARITY) slots.set(slot.alternatives[0]!.term, slot);
  }
  for (const concept of phraseConcepts(all.map(({ word }) => word)))
    slots.set(concept, { word: concept, rarity: PHRASE_RARITY, alternatives: [{ term: concept, weight: 1 }], known: true });
  return [...slots.values()].sort((a, b) => b.rarity - a.rarity).slice(0, MAX_SLOTS);
}

/** A full name's own words count as well: the concept need not be rare. */
const PHRASE_RARITY = 4;

function slotOf(word: string, language: Language, lexicon: Lexicon): Slot {
  const own = stem(word, language);
  const spoken = /[a-z]/.test(word) ? 'en' : language;
  const concept = conceptOfWord(word);
  const bones = skeleton(word);
  const translations = translate(lexicon, own, spoken);
  const alternatives: Alternative[] = [{ term: concept ?? own, weight: 1 }];
  if (concept) alternatives.push({ term: own, weight: 1 });
  if (bones) alternatives.push({ term: bones, weight: WEIGHT.skeleton });
  for (const [term, probability] of translations) alternatives.push({ term, weight: WEIGHT.translation * Math.sqrt(probability) });
  for (const [term, probability] of synonyms(lexicon, own, spoken)) alternatives.push({ term, weight: WEIGHT.synonym * Math.sqrt(Math.min(1, probability)) });
  const rarity = Math.min(backgroundIdf(lexicon, own, spoken), concept ? CONCEPT_RARITY : Infinity);
  const known = concept !== null || translations.length > 0 || lexicon.idf[spoken]?.[own] !== undefined;
  return { word, rarity: /^\d{1,2}$/.test(word) ? Math.min(rarity, 3) : rarity, alternatives, known };
}

/** Names of countries and organisations are common in the news, whatever general text says. */
const CONCEPT_RARITY = 5;
