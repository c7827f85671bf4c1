import { readFileSync } from 'node:fs';
import type { Language } from './types.ts';

/** How a question's language stands to a text's: the same, English-Russian, or any other two. */
export type LanguagePair = 'same' | 'cross' | 'far';

export function languagePair(question: Language, text: Language): LanguagePair {
  if (question === text) return 'same';
  return (question === 'en' && text === 'ru') || (question === 'ru' && text === 'en') ? 'cross' : 'far';
}

/** What speaks for a text as an answer, each about 0-1; none depends on what else is in the corpus. */
export interface Evidence {
  /** Cosine of question and passage. */
  readonly passageCosine: number;
  /** Cosine of question and sentence: of the passage's best one, or of the sentence judged. */
  readonly sentenceCosine: number;
  /** BM25 share of the question's words in the passage, and in the sentence. */
  readonly passageShare: number;
  readonly sentenceShare: number;
  /** Of the words that the passage lacks, the share that its neighbours and its document's beginning have. */
  readonly contextShare: number;
  /** How much of the question was matched in all, not as a share: see `LexicalMatch.amount`. */
  readonly amount: number;
  /** Share of the question's rarest word. */
  readonly rarest: number;
  /** The passage is of the time asked for (1), of another (-1), or says nothing (0). */
  readonly time: number;
  /** The sentence holds the kind of thing asked for: a name, a date, a place, a number. */
  readonly kind: number;
  /** The sentence is a fragment: a dateline, a headline, a bare introduction (1), or not (0). */
  readonly fragment: number;
}

export const FEATURES: readonly (keyof Evidence)[] = [
  'passageCosine',
  'sentenceCosine',
  'passageShare',
  'sentenceShare',
  'contextShare',
  'amount',
  'rarest',
  'time',
  'kind',
  'fragment',
];

/** Logistic regression fitted by test/evaluation/fit.ts: a bias, then a weight for each of FEATURES. */
export interface Calibration {
  readonly weights: Readonly<Record<LanguagePair, readonly number[]>>;
  /** Probabilities from which a best quote is an answer, and from which it is at least offered as near. */
  readonly thresholds: Readonly<Record<LanguagePair, { readonly answered: number; readonly unsure: number }>>;
}

let loaded: Calibration | undefined;

export function calibration(): Calibration {
  loaded ??= JSON.parse(readFileSync(new URL('./relevance.json', import.meta.url), 'utf8')) as Calibration;
  return loaded;
}

/** Log-odds that a text with this evidence answers the question. */
export function logOdds(evidence: Evidence, pair: LanguagePair): number {
  const [bias = 0, ...weights] = calibration().weights[pair];
  return FEATURES.reduce((sum, feature, i) => sum + (weights[i] ?? 0) * evidence[feature], bias);
}

/** Log-odds as a probability, 0-1. */
export function probability(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
