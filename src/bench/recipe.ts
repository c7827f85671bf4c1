import { dot } from '../../retrieval/quantise.ts';
import type { Language } from '../../retrieval/types.ts';
import type { RealPassage, RealSentence } from './material.ts';
import { seededRandom, type Random } from './random.ts';

/** Fixed, so that every machine measures the same corpora; a small one is the beginning of a large one. */
const SEED = 20_260_901;

/** A passage that nobody wrote. */
export interface MadePassage {
  readonly sentences: readonly RealSentence[];
  readonly vector: Float32Array;
}

/** Passages of one language that are stored together. */
export interface MadeDocument {
  readonly language: Language;
  /** A day of 2005-2024. */
  readonly date: string;
  readonly passages: readonly MadePassage[];
}

/** Passages a document, and sentences taken in a row from each of the two real passages that make one. */
const PASSAGES = 20;
const RUN = 2;

/** Length of the noise beside a vector of length 1: cosine 0.96 with the vector without it. */
const NOISE = 0.3;

/**
 * Any number of passages with the words, frequencies and neighbourhoods of real ones. Each is two sentences in a row
 * of one real passage and two of another of its language; its vector is the mean of its sentences' real vectors plus
 * noise, of length 1, so that nothing has to be embedded. Words thus recur as in real text, and passages that share
 * a half lie near each other, as those on one event do.
 */
export function* madeDocuments(real: readonly RealPassage[], count: number): Generator<MadeDocument> {
  const random = seededRandom(SEED);
  const byLanguage = new Map<Language, RealPassage[]>();
  for (const passage of real) byLanguage.set(passage.language, [...(byLanguage.get(passage.language) ?? []), passage]);
  for (let left = count; left > 0; left -= PASSAGES) {
    const { language } = real[random.below(real.length)]!;
    const own = byLanguage.get(language)!;
    const date = new Date(Date.UTC(2005, 0, 1 + random.below(20 * 365))).toISOString().slice(0, 10);
    yield { language, date, passages: Array.from({ length: Math.min(PASSAGES, left) }, () => madePassage(own, random)) };
  }
}

function madePassage(own: readonly RealPassage[], random: Random): MadePassage {
  const sentences = [...someOf(own, random), ...someOf(own, random)];
  return { sentences, vector: noisyMean(sentences, random) };
}

function someOf(own: readonly RealPassage[], random: Random): readonly RealSentence[] {
  const { sentences } = own[random.below(own.length)]!;
  const from = random.below(Math.max(1, sentences.length - RUN + 1));
  return sentences.slice(from, from + RUN);
}

function noisyMean(sentences: readonly RealSentence[], random: Random): Float32Array {
  const mean = new Float32Array(sentences[0]!.vector.length);
  for (const { vector } of sentences) for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]!;
  const deviation = (NOISE * length(mean)) / Math.sqrt(mean.length);
  const noisy = mean.map((value) => value + deviation * random.normal());
  const norm = length(noisy) || 1;
  return noisy.map((value) => value / norm);
}

function length(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}
