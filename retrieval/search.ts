import { namedDates } from './dates.ts';
import type { Embedder } from './embedder.ts';
import { LexicalIndex, match, NO_MATCH, slotsWithin, type LexicalMatch, type TermCounts, type WeightedSlot } from './lexical.ts';
import { loadLexicon } from './lexicon.ts';
import { conceptOfWord } from './names.ts';
import { dequantise, dot } from './quantise.ts';
import type { Asked } from './question-words.ts';
import type { Question } from './question.ts';
import { languagePair, logOdds, probability, type Evidence } from './relevance.ts';
import type { PassageRow, Store } from './store.ts';
import { stem, terms, words } from './terms.ts';
import { speaksOfPresent, timeFit } from './time.ts';
import type { Hit, Passage, RankBy, Ranks, Span } from './types.ts';
import type { VectorIndex } from './vector-index.ts';

/** Passages taken from each list before they are judged together. */
const CANDIDATES = { dense: 40, lexical: 60 } as const;

/** Of these, passages that are read and judged: reading costs more than all the rest of the search. */
const JUDGED = 80;

/** Passages kept in memory with their terms and vectors. */
const CACHED_PASSAGES = 4_000;

/** Share of common stems above which two passages are near-duplicates. */
const DUPLICATE = 0.8;

/** A sentence judged as an answer. */
export interface JudgedSentence extends Span {
  readonly text: string;
  readonly ordinal: number;
  readonly evidence: Evidence;
  readonly odds: number;
}

/** A passage judged as an answer, with its sentences, best first. */
export interface Candidate {
  readonly passage: Passage;
  readonly ranks: Ranks;
  readonly match: LexicalMatch;
  readonly time: number;
  readonly sentences: readonly JudgedSentence[];
  /** Log-odds of its best sentence. */
  readonly odds: number;
}

interface SentenceData extends Span {
  readonly text: string;
  readonly vector: Float32Array | null;
  /** Worked out when a question first needs them: most passages of a large corpus are looked at once. */
  readonly terms: () => TermCounts;
  readonly kinds: () => ReadonlySet<Exclude<Asked, null>>;
  readonly fragment: number;
  /** It says "currently". */
  readonly ofPresent: boolean;
}

interface PassageData {
  readonly passage: Passage;
  /** Beside the index, which copies a vector out number by number. */
  readonly vector: () => Float32Array | null;
  readonly terms: TermCounts;
  /** With the terms of its title, its neighbours and the beginning of its document. */
  readonly context: TermCounts;
  readonly sentences: readonly SentenceData[];
  /** Dates named in the text. */
  readonly named: () => readonly string[];
}

/** The search over one revision of the corpus: both lists side by side, judged together. */
export class Searcher {
  readonly #store: Store;
  readonly #index: VectorIndex;
  readonly #embedder: Embedder;
  readonly #lexical: LexicalIndex;
  readonly #meanWords: number;
  readonly #cache = new Map<number, PassageData>();

  constructor(store: Store, index: VectorIndex, embedder: Embedder) {
    this.#store = store;
    this.#index = index;
    this.#embedder = embedder;
    const { passages, words } = store.passageTotals();
    this.#lexical = new LexicalIndex(store, passages);
    this.#meanWords = Math.max(1, words / Math.max(1, passages));
  }

  /** Candidates for a question, most probable first, with the time its embedding took. */
  async find(question: Question, by: RankBy = 'both'): Promise<{ candidates: Candidate[]; embedMs: number; searchMs: number }> {
    const started = performance.now();
    const vector = await this.#embedder.embedQuery(question.text);
    const embedded = performance.now();
    const candidates = this.#judgeAll(question, vector, by);
    return { candidates, embedMs: embedded - started, searchMs: performance.now() - embedded };
  }

  #judgeAll(question: Question, vector: Float32Array, by: RankBy): Candidate[] {
    const slots = this.#lexical.weigh(question);
    const dense = this.#index.search(vector, CANDIDATES.dense);
    const denseRank = new Map(dense.map(({ id }, i) => [id, i + 1]));
    const cosines = new Map(dense.map(({ id, similarity }) => [id, similarity]));
    const judged = this.#load(this.#promising(question, cosines, this.#lexical.candidates(slots))).map((data) => {
      const cosine = cosines.get(data.passage.id) ?? cosineOf(vector, data);
      return judge(question, slots, vector, cosine, data);
    });
    const lexicalRank = ranksByShare(judged);
    const ranked = judged.map((one) => ({ ...one, ranks: { dense: denseRank.get(one.passage.id) ?? null, lexical: lexicalRank.get(one.passage.id) ?? null } }));
    if (by !== 'both') return ranked.map((one) => alone(one, by)).sort((a, b) => b.odds - a.odds || a.passage.id - b.passage.id);
    ranked.sort((a, b) => b.odds - a.odds || a.passage.id - b.passage.id);
    return this.#withoutCrowding(question.time?.newest ? newestFirst(ranked) : ranked);
  }

  /** The candidates worth reading, by what both lists say of them. A question of a time needs their dates: it reads all. */
  #promising(question: Question, cosines: ReadonlyMap<number, number>, shares: ReadonlyMap<number, number>): number[] {
    const ids = [...new Set([...cosines.keys(), ...best(shares, CANDIDATES.lexical)])];
    if (ids.length <= JUDGED || question.time !== null) return ids;
    // What the dense list left out is no nearer than its last.
    const least = Math.min(...cosines.values());
    const estimate = (id: number): number => {
      const cosine = cosines.get(id) ?? least;
      const share = shares.get(id) ?? 0;
      const evidence = {
        passageCosine: cosine,
        sentenceCosine: cosine,
        passageShare: share,
        sentenceShare: share,
        contextShare: 0,
        amount: share,
        rarest: share,
      };
      return logOdds({ ...evidence, time: 0, kind: 0, fragment: 0 }, languagePair(question.language, this.#index.language(id) ?? question.language));
    };
    const odds = new Map(ids.map((id) => [id, estimate(id)]));
    return ids.sort((a, b) => odds.get(b)! - odds.get(a)! || a - b).slice(0, JUDGED);
  }

  #load(ids: readonly number[]): PassageData[] {
    const missing = ids.filter((id) => !this.#cache.has(id));
    if (this.#cache.size + missing.length > CACHED_PASSAGES) this.#cache.clear();
    const fresh = this.#cache.size === 0 ? ids : missing;
    for (const row of this.#store.passageRows(fresh, this.#embedder.id))
      this.#cache.set(row.id, passageData(row, this.#store.contextTerms(row), this.#meanWords));
    return ids.flatMap((id) => this.#cache.get(id) ?? []);
  }

  /** Near-duplicates of a better hit go behind the others. */
  #withoutCrowding(ranked: readonly Candidate[]): Candidate[] {
    const kept: Candidate[] = [];
    const behind: Candidate[] = [];
    for (const one of ranked) {
      const repeats = kept.length < 20 && kept.some((other) => this.#overlap(other, one) > DUPLICATE);
      (repeats ? behind : kept).push(one);
    }
    return [...kept, ...behind];
  }

  #overlap(a: Candidate, b: Candidate): number {
    const first = this.#cache.get(a.passage.id)!.terms.counts;
    const second = this.#cache.get(b.passage.id)!.terms.counts;
    const smaller = Math.min(first.size, second.size);
    // Cheap bound first: sets of very different size cannot overlap that much.
    if (smaller < DUPLICATE * Math.max(first.size, second.size)) return 0;
    // Most pairs share little: given up as soon as too many terms are not common.
    let missing = first.size - (DUPLICATE * (first.size + second.size)) / (1 + DUPLICATE);
    let common = 0;
    for (const term of first.keys()) {
      if (second.has(term)) common += 1;
      else if ((missing -= 1) < 0) return 0;
    }
    return common / (first.size + second.size - common);
  }
}

/** A candidate judged by one list only, on that list's own scale. */
function alone(candidate: Candidate, by: 'dense' | 'lexical'): Candidate {
  const sentences = candidate.sentences
    .map((one) => ({ ...one, odds: by === 'dense' ? one.evidence.sentenceCosine : one.evidence.sentenceShare }))
    .sort((a, b) => b.odds - a.odds || a.ordinal - b.ordinal);
  const odds = by === 'dense' ? (sentences[0]?.evidence.passageCosine ?? 0) : candidate.match.share;
  return { ...candidate, sentences, odds };
}

/** A candidate as it is shown. */
export function toHit(candidate: Candidate): Hit {
  return {
    passage: candidate.passage,
    score: probability(candidate.odds),
    ranks: candidate.ranks,
    matched: candidate.match.matched,
    dateMatch: candidate.time > 0,
  };
}

function judge(question: Question, slots: readonly WeightedSlot[], vector: Float32Array, cosine: number, data: PassageData): Omit<Candidate, 'ranks'> {
  const { passage } = data;
  const within = slotsWithin(slots, data.context);
  const whole = within ? match(within, data.terms) : NO_MATCH;
  const around = within ? match(within, data.context).share : 0;
  const time = question.time ? passageTime(question, data) : 0;
  const pair = languagePair(question.language, passage.language);
  const sentences = data.sentences.map((sentence, ordinal): JudgedSentence => {
    const own = within && whole.share > 0 ? match(within, sentence.terms()) : NO_MATCH;
    const sentenceCosine = sentence.vector ? dot(vector, sentence.vector) : cosine;
    // A name or a date answers only what the sentence is about.
    const topical = Math.min(1, whole.share + Math.max(0, sentenceCosine));
    const evidence: Evidence = {
      passageCosine: cosine,
      sentenceCosine,
      passageShare: whole.share,
      sentenceShare: own.share,
      contextShare: around - whole.share,
      rarest: own.rarest,
      amount: whole.amount,
      time: topical * (question.time?.newest && sentence.ofPresent ? 1 : time),
      kind: question.asksFor !== null && sentence.kinds().has(question.asksFor) ? topical : 0,
      fragment: sentence.fragment,
    };
    return { start: sentence.start, end: sentence.end, text: sentence.text, ordinal, evidence, odds: logOdds(evidence, pair) };
  });
  sentences.sort((a, b) => b.odds - a.odds || a.ordinal - b.ordinal);
  return { passage, match: whole, time, sentences, odds: sentences[0]?.odds ?? -Infinity };
}

function cosineOf(query: Float32Array, data: PassageData): number {
  const own = data.vector();
  return own ? dot(query, own) : 0;
}

/** The passage's own date decides; a date named in its text speaks for it as well. */
function passageTime(question: Question, { passage, named }: PassageData): number {
  const time = question.time!;
  const own = timeFit(time, passage.date?.date ?? null);
  // Finding the dates in a text is slow: only where one of them could fit better.
  const years = time.named.map((date) => date.slice(0, 4));
  if (own === 1 || (time.months.length === 0 && !years.some((year) => passage.text.includes(year)))) return own;
  return named().reduce((best, date) => Math.max(best, 0.9 * timeFit(time, date)), own);
}

/** How much "latest" weighs: log-odds between the newest and the oldest candidate. */
const NEWEST_ODDS = 1.5;

/** For "latest" and "now": newer passages gain, by their place among the dates of the candidates. */
function newestFirst(ranked: readonly Candidate[]): Candidate[] {
  const dates = [...new Set(ranked.flatMap(({ passage }) => passage.date?.date ?? []))].sort();
  if (dates.length === 0) return [...ranked];
  const gain = ({ passage }: Candidate): number =>
    passage.date ? NEWEST_ODDS * (dates.indexOf(passage.date.date) / Math.max(1, dates.length - 1) - 0.5) : -NEWEST_ODDS / 4;
  return ranked
    .map((one) => ({ ...one, odds: one.odds + gain(one), sentences: one.sentences.map((s) => ({ ...s, odds: s.odds + gain(one) })) }))
    .sort((a, b) => b.odds - a.odds || a.passage.id - b.passage.id);
}

/** The keys of the highest values, best first, without sorting the rest. */
function best(values: ReadonlyMap<number, number>, count: number): number[] {
  const ascending = Float64Array.from(values.values()).sort();
  const least = ascending[Math.max(0, ascending.length - count)] ?? 0;
  const top = [...values].filter(([, value]) => value >= least);
  return top
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, count)
    .map(([key]) => key);
}

/** A value worked out on first use and kept. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function ranksByShare(judged: readonly { passage: Passage; match: LexicalMatch }[]): Map<number, number> {
  const matching = judged.filter((one) => one.match.share > 0);
  matching.sort((a, b) => b.match.share - a.match.share || a.passage.id - b.passage.id);
  return new Map(matching.map((one, i) => [one.passage.id, i + 1]));
}

function passageData(row: PassageRow, around: readonly string[], meanWords: number): PassageData {
  const { terms: own, words, vector, sentences, ...passage } = row;
  return {
    passage,
    vector: once(() => vector && dequantise(vector)),
    terms: countTerms(own, words / meanWords),
    context: countTerms([...own, ...terms(passage.title, passage.language), ...around], 1),
    named: once(() => namedDates(passage.text, passage.language).map((date) => date.date)),
    sentences: sentences.map((sentence) => sentenceData(passage, sentence)),
  };
}

function sentenceData(passage: Passage, sentence: PassageRow['sentences'][number]): SentenceData {
  const text = passage.text.slice(sentence.start - passage.start, sentence.end - passage.start);
  const own = once(() => countTerms(terms(text, passage.language), 1));
  return {
    start: sentence.start,
    end: sentence.end,
    text,
    vector: sentence.vector && dequantise(sentence.vector),
    terms: own,
    kinds: once(() => kindsIn(text, own())),
    fragment: isFragment(text) ? 1 : 0,
    ofPresent: speaksOfPresent(text),
  };
}

function countTerms(all: readonly string[], relativeLength: number): TermCounts {
  const counts = new Map<string, number>();
  for (const term of all) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { counts, relativeLength };
}

/** Kinds of things a sentence holds, by its form and its terms. */
function kindsIn(text: string, own: TermCounts): ReadonlySet<Exclude<Asked, null>> {
  const kinds = new Set<Exclude<Asked, null>>();
  if (namesPerson(text)) kinds.add('person');
  if (/\d/.test(text)) kinds.add('number');
  if (/\d{4}|\d{1,2}\s\p{L}{3,}|\p{L}{3,}\s\d{1,2}\b/u.test(text)) kinds.add('time');
  const places = [...own.counts.keys()].filter((term) => /^=(?:[A-Z]{2}|[a-z]{5,})$/.test(term));
  if (places.length > 0) kinds.add('place');
  if (places.filter((term) => /^=[A-Z]{2}$/.test(term)).length >= MIN_COUNTRIES) kinds.add('countries');
  return kinds;
}

/** From so many on, countries are listed rather than mentioned. */
const MIN_COUNTRIES = 3;

/** Two words with capitals, or an initial and one, of which at least one is no word of general text. */
const FULL_NAME = /(\p{Lu}[\p{L}’'-]+|\p{Lu}\p{Ll}?\.)\s+(?:\p{Lu}\.\s*)?(?=(\p{Lu}[\p{L}’'-]+))/gu;

function namesPerson(text: string): boolean {
  return Array.from(text.matchAll(FULL_NAME)).some(([, first, second]) => [first!, second!].every((part) => !isCommonWord(part) || part.endsWith('.')));
}

/** True for words of general English or Russian and for names of countries and organisations. */
function isCommonWord(part: string): boolean {
  const [found] = words(part);
  if (!found) return false;
  const spoken = /[a-z]/.test(found.word) ? 'en' : 'ru';
  return conceptOfWord(found.word) !== null || loadLexicon().idf[spoken]?.[stem(found.word, spoken)] !== undefined;
}

/** Datelines, headlines and introductions of lists cannot stand alone. */
function isFragment(text: string): boolean {
  return text.length < 45 || /:$/.test(text) || !/[.!?…։»”")\]]$/u.test(text);
}
