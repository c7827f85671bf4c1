/** The seven languages that documents and questions are written in. */
export const LANGUAGES = ['en', 'ru', 'be', 'kk', 'ky', 'tg', 'hy'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A half-open range of UTF-16 code units: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type DatePrecision = 'day' | 'month' | 'year';

/**
 * Where a date comes from: `stated` in a header or metadata, a `dateline` of its own above the passage,
 * named in the passage's `text`, or set by hand by an `operator`.
 */
export type DateSource = 'stated' | 'dateline' | 'text' | 'operator';

/** A date with its provenance. `date` is as precise as it is known: `2024-11-28`, `2023-07` or `2023`. */
export interface PassageDate {
  readonly date: string;
  readonly precision: DatePrecision;
  readonly source: DateSource;
  /** The words of the document (or of the operator) that gave the date. */
  readonly evidence: string;
}

/** A passage of a stored document. `text` is exactly `original.slice(start, end)`. */
export interface Passage extends Span {
  readonly id: number;
  readonly documentId: number;
  readonly file: string;
  readonly title: string;
  /** Position among the passages of its document, from 0. */
  readonly ordinal: number;
  readonly text: string;
  readonly language: Language;
  /** Null: undated, and said so. */
  readonly date: PassageDate | null;
}

/** How a hit came to its place: 1 is the best of a list, null is not in it. */
export interface Ranks {
  readonly dense: number | null;
  readonly lexical: number | null;
}

export interface Hit {
  readonly passage: Passage;
  /** Calibrated probability, 0-1, that the passage answers the question. */
  readonly score: number;
  readonly ranks: Ranks;
  /** Words of the question (normalised) that the passage holds, by itself, by translation or by name. */
  readonly matched: readonly string[];
  /** True when the question names a time and the passage is of that time. */
  readonly dateMatch: boolean;
}

export type AnswerStatus = 'answered' | 'unsure' | 'notFound';

/** A verbatim quote: `quote` is exactly `original.slice(start, end)` of the stored document. */
export interface Citation extends Span {
  /** 1, 2, …: the number in the answer's `[n]`. */
  readonly n: number;
  /**
   * Names document, version, span and checksum, 1-60 characters of `A-Za-z0-9-`; `Corpus.verify` reads it,
   * also on another machine that holds the same document.
   */
  readonly id: string;
  readonly passageId: number;
  readonly file: string;
  readonly title: string;
  readonly date: PassageDate | null;
  readonly quote: string;
  readonly language: Language;
  /** Calibrated probability, 0-1, that this quote answers the question. */
  readonly score: number;
}

export interface Timings {
  readonly embedMs: number;
  readonly searchMs: number;
  readonly totalMs: number;
}

export interface Answer {
  readonly question: string;
  /** The language the question is in; what the reader is answered in. */
  readonly language: Language;
  readonly status: AnswerStatus;
  /** The quotes in order of merit, each followed by its `[n]`; empty on `notFound`. */
  readonly answer: string;
  /** In order of merit; empty on `notFound`. */
  readonly citations: readonly Citation[];
  /** On `notFound` and `unsure`: the nearest passages, to be offered as near topics, never as an answer. */
  readonly near: readonly Hit[];
  readonly timings: Timings;
}

export interface SearchResult {
  readonly question: string;
  readonly language: Language;
  readonly hits: readonly Hit[];
  readonly timings: Timings;
}

export interface DocumentSummary {
  readonly id: number;
  readonly file: string;
  readonly title: string;
  /** The document's own date (header or operator), or the newest of its passages; null: undated. */
  readonly date: PassageDate | null;
  readonly language: Language;
  readonly passages: number;
  /** Size of the original in bytes. */
  readonly bytes: number;
  /** Short hash of the current version's text. */
  readonly version: string;
}

/** What the corpus covers. Dates are as in `PassageDate.date`, null when nothing is dated. */
export interface Coverage {
  readonly documents: number;
  readonly passages: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly languages: readonly Language[];
  /** Model name, dimensions and corpus fingerprint: changes when and only when answers may change. */
  readonly model: string;
  readonly version: string;
}

/** A passage with its neighbours in the same document, for reading on. */
export interface PassageInContext {
  readonly passage: Passage;
  readonly before: Passage | null;
  readonly after: Passage | null;
}

/**
 * What became of a citation: the stored original still says it in the current version (`match`), a newer version
 * no longer does (`changed`), the document was taken out (`withdrawn`), or the id is not of this corpus (`unknown`).
 */
export type Verification =
  { readonly status: 'match' | 'changed' | 'withdrawn'; readonly citation: StoredCitation } | { readonly status: 'unknown'; readonly reason: string };

/** A citation as re-read from the stored original. */
export interface StoredCitation extends Span {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly quote: string;
  readonly date: PassageDate | null;
  /** The passage that holds it in the current version, if any. */
  readonly passageId: number | null;
}

export interface AskOptions {
  /** Answer as if the question were in this language; by default it is detected. */
  readonly language?: Language;
  /** What "now", "latest" and "this year" mean; by default the clock. */
  readonly now?: Date;
  /** The question asked just before: a short elliptic question ("and in 2021?") is read with it. */
  readonly previous?: string;
  /** Default `both`. */
  readonly by?: RankBy;
}

/** Which lists a ranking uses: both judged together, or one alone, for comparison. */
export type RankBy = 'both' | 'dense' | 'lexical';

export interface SearchOptions extends AskOptions {
  /** How many hits, 1-200; default 10. */
  readonly k?: number;
}

/**
 * A corpus of documents that answers questions. Reads are served from one consistent version: a change made by
 * an operator is seen whole or not at all.
 */
export interface Corpus {
  /** Cited answer to a question. Throws `InputError` on an empty or overlong (> 4,000 characters) question. */
  ask(question: string, options?: AskOptions): Promise<Answer>;
  /** The passages nearest to a question, best first. */
  search(question: string, options?: SearchOptions): Promise<SearchResult>;
  /** Passages newest first (undated last), on a topic when one is given. `offset` pages on. */
  latest(options?: { topic?: string; limit?: number; offset?: number }): Promise<readonly Passage[]>;
  /** Dated passages on a topic, oldest first. */
  timeline(topic: string, options?: { limit?: number }): Promise<readonly Passage[]>;
  documents(): readonly DocumentSummary[];
  coverage(): Coverage;
  /** A passage by its id; null when the current version has no such passage. */
  passage(id: number): PassageInContext | null;
  /** A citation of a passage, or of a span of the original within it; null when the current version has no such passage. */
  cite(passageId: number, span?: Span): StoredCitation | null;
  /** Re-reads the stored original of a citation. */
  verify(citationId: string): Verification;
  /** Releases files and memory; further calls throw. */
  close(): void;
}
