import { distance } from 'fastest-levenshtein';
import type { Alternative, Question, Slot } from './question.ts';
import type { Store } from './store.ts';

/** BM25's constants (Robertson & Zaragoza 2009): saturation of repeated terms, and weight of passage length. */
export const BM25 = { k1: 1.2, b: 0.6 } as const;

/** Postings read for one term at most. Commoner terms only re-rank what rarer ones or the vectors found. */
const MAX_POSTINGS = 2_000;

/** Terms of the whole index that are kept in memory, about 10 MB; a larger vocabulary is asked of SQLite. */
const MAX_VOCABULARY_KEPT = 200_000;

/** Terms kept with their postings between questions. */
const CACHED_TERMS = 20_000;

/** A slot with its weight in this corpus. */
export interface WeightedSlot extends Slot {
  /** Rarity here and in general, about 0-10: the share of the match that the slot decides. */
  readonly weight: number;
}

interface Postings {
  readonly frequency: number;
  /** Passage ids, one for each occurrence; cut at MAX_POSTINGS. */
  readonly ids: readonly number[];
}

/** The lexical half of the search over one corpus revision. */
export class LexicalIndex {
  readonly #store: Store;
  readonly #passages: number;
  readonly #postings = new Map<string, Postings>();
  /** What the corpus has words for: most forms of a question's words are in no passage, and need no look-up. */
  readonly #vocabulary: ReadonlySet<string> | null;

  constructor(store: Store, passages: number) {
    this.#store = store;
    this.#passages = passages;
    this.#vocabulary = store.vocabulary(MAX_VOCABULARY_KEPT);
  }

  /** The question's slots, mistyped words mended from the vocabulary, weighted by rarity here and in general. */
  weigh(question: Question): WeightedSlot[] {
    return question.slots.map((slot) => {
      const mended = slot.known || this.#frequency(slot.alternatives) > 0 ? slot : this.#mend(slot);
      return { ...mended, weight: mended.rarity * Math.sqrt(this.#localRarity(this.#frequency(mended.alternatives))) };
    });
  }

  /** Robertson-Sparck Jones idf as a share of the highest possible, 0-1. */
  #localRarity(frequency: number): number {
    const idf = (df: number): number => Math.log(1 + (this.#passages - df + 0.5) / (df + 0.5));
    return Math.max(0.02, idf(Math.min(frequency, this.#passages)) / idf(0));
  }

  /** In how many passages the surest forms of a word stand. */
  #frequency(alternatives: readonly Alternative[]): number {
    const sure = alternatives.filter((one) => one.weight >= 0.5);
    return sure.reduce((most, one) => Math.max(most, this.#lookUp(one.term).frequency), 0);
  }

  /** Passages that hold the telling words, the best first by a first estimate of their share of the match, 0-1. */
  candidates(slots: readonly WeightedSlot[]): Map<number, number> {
    const scores = new Map<number, number>();
    for (const slot of slots) {
      const best = new Map<number, number>();
      for (const { term, weight } of slot.alternatives) for (const id of this.#lookUp(term).ids) if ((best.get(id) ?? 0) < weight) best.set(id, weight);
      for (const [id, weight] of best) scores.set(id, (scores.get(id) ?? 0) + weight * slot.weight);
    }
    const possible = slots.reduce((sum, slot) => sum + slot.weight, 0) || 1;
    for (const [id, score] of scores) scores.set(id, score / possible);
    return scores;
  }

  #lookUp(term: string): Postings {
    let found = this.#postings.get(term);
    if (!found) {
      const ids = this.#vocabulary?.has(term.toLowerCase()) === false ? [] : this.#store.occurrences(term, MAX_POSTINGS);
      // Counted by the index only where the list was cut.
      found = { frequency: ids.length < MAX_POSTINGS ? new Set(ids).size : this.#store.documentFrequency(term), ids };
      if (this.#postings.size >= CACHED_TERMS) this.#postings.clear();
      this.#postings.set(term, found);
    }
    return found;
  }

  /** Terms of the vocabulary one or two letters away, among those that begin with the same two letters. */
  #mend(slot: Slot): Slot {
    const [own] = slot.alternatives;
    if (!own || own.term.length < MIN_MENDED || /\d/.test(own.term)) return slot;
    const allowed = own.term.length >= LONG_TERM ? 2 : 1;
    const near = this.#store
      .termsFrom(own.term.slice(0, 2), MAX_VOCABULARY)
      .filter((term) => Math.abs(term.length - own.term.length) <= allowed && distance(term, own.term) <= allowed);
    return { ...slot, alternatives: [...slot.alternatives, ...near.map((term) => ({ term, weight: MENDED_WEIGHT }))] };
  }
}

const MIN_MENDED = 4;
/** From this length on two letters may be wrong, or two have changed places. */
const LONG_TERM = 6;
const MENDED_WEIGHT = 0.8;
const MAX_VOCABULARY = 5_000;

/** Terms of a text with their counts, and its length relative to the average, for matching slots against it. */
export interface TermCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly relativeLength: number;
}

export interface LexicalMatch {
  /** BM25 over the highest it could be for the question, 0-1. */
  readonly share: number;
  /** How much was matched whatever was asked, 0-1: one common word says little even when it is all of the question. */
  readonly amount: number;
  /** Share, 0-1, of the rarest slot that matched. */
  readonly rarest: number;
  /** Words of the question that matched. */
  readonly matched: readonly string[];
}

/** What matching gives where nothing matches. */
export const NO_MATCH: LexicalMatch = { share: 0, amount: 0, rarest: 0, matched: [] };

/**
 * The slots with those alternatives only that a text holds; null when it holds none. A passage, its surroundings and
 * its sentences are matched one after the other: what the widest of them lacks need not be looked for in the others.
 */
export function slotsWithin(slots: readonly WeightedSlot[], { counts }: TermCounts): WeightedSlot[] | null {
  let any = false;
  const within = slots.map((slot) => {
    const alternatives = slot.alternatives.filter(({ term }) => counts.has(term));
    any ||= alternatives.length > 0;
    return { ...slot, alternatives };
  });
  return any ? within : null;
}

/** BM25 of a text for weighted slots, each counted once by its best alternative, as a share of a full match. */
export function match(slots: readonly WeightedSlot[], text: TermCounts): LexicalMatch {
  const length = BM25.k1 * (1 - BM25.b + BM25.b * text.relativeLength);
  let reached = 0;
  let possible = 0;
  let rarest = { weight: 0, share: 0 };
  const matched: string[] = [];
  for (const slot of slots) {
    const share = slotShare(slot, text.counts, length);
    possible += slot.weight;
    reached += slot.weight * share;
    if (share >= MATCHED) matched.push(slot.word);
    if (slot.weight > rarest.weight) rarest = { weight: slot.weight, share };
  }
  return { share: possible === 0 ? 0 : reached / possible, amount: reached / (reached + HALF_AMOUNT), rarest: rarest.share, matched };
}

const MATCHED = 0.3;

/** Matched weight that counts half: about one rare word. */
const HALF_AMOUNT = 6;

function slotShare(slot: WeightedSlot, counts: ReadonlyMap<string, number>, length: number): number {
  let best = 0;
  for (const { term, weight } of slot.alternatives) {
    const count = counts.get(term);
    if (count !== undefined) best = Math.max(best, weight * Math.min(1, (count * (BM25.k1 + 1)) / (count + length)));
  }
  return best;
}
