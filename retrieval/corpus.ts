import { join } from 'node:path';
import { extract } from './answer.ts';
import { citationId, documentKey, matchesChecksum, parseCitationId } from './citation-id.ts';
import { createEmbedder, type Embedder } from './embedder.ts';
import { CorpusBusyError, InputError } from './errors.ts';
import { shortHash } from './hash.ts';
import { embedTexts, prepare, put, textsOf, type Prepared, type Progress, type Receipt, type SourceFile } from './ingest.ts';
import { loadLexicon } from './lexicon.ts';
import { draft } from './passages.ts';
import { readQuestion, type Question } from './question.ts';
import { bumpRevision, openRevision, revisionName, saveIndex, type Revision } from './revision.ts';
import { toHit, type Candidate, type Searcher } from './search.ts';
import { seedChanges } from './seeds.ts';
import { Store, type StoredVersion } from './store.ts';
import type {
  Answer,
  AskOptions,
  Citation,
  Corpus,
  Coverage,
  DocumentSummary,
  Passage,
  PassageDate,
  PassageInContext,
  RankBy,
  SearchOptions,
  SearchResult,
  Span,
  StoredCitation,
  Verification,
} from './types.ts';
import { verifyCorpus, type Problem } from './verify.ts';

export interface CorpusOptions {
  /** Folder of the database and the index; made on first use. */
  readonly dataDir: string;
  /** Folder of .txt and .md files that the corpus follows; null: none. */
  readonly seedsDir: string | null;
  /** `embedded`, a hub id or a folder. */
  readonly embeddingModel: string;
  /** Who writes, for the message that another writer gets. */
  readonly purpose?: string;
  readonly now?: () => Date;
  /** Long work: `embedding`, `indexing`, `downloading FILE`. */
  readonly onProgress?: (work: string, done: number, total: number) => void;
  /** Something worth knowing that stops nothing. */
  readonly onNotice?: (message: string) => void;
}

/** How many near topics are offered where there is no sure answer. */
const NEAR = 4;

/** Questions whose candidates are kept in memory. */
const REMEMBERED = 200;

/** Hits of a topic looked at for `latest` and `timeline`. */
const TOPIC_HITS = 60;

/** Opens the corpus of a folder, follows its seeds, and makes it ready to answer. */
export async function openCorpus(options: CorpusOptions): Promise<CorpusFile> {
  const store = Store.open(options.dataDir);
  try {
    const corpus = new CorpusFile(store, options);
    await corpus.syncSeeds();
    await corpus.prepareIndex();
    return corpus;
  } catch (error) {
    store.close();
    throw error;
  }
}

/** A corpus in a folder. Reads follow changes that other processes make. */
export class CorpusFile implements Corpus {
  readonly #store: Store;
  readonly #options: CorpusOptions;
  readonly #embedder: Embedder;
  readonly #lexicon = loadLexicon();
  #revision: Revision | null = null;
  readonly #found = new Map<string, Awaited<ReturnType<Searcher['find']>>>();

  constructor(store: Store, options: CorpusOptions) {
    this.#store = store;
    this.#options = options;
    this.#embedder = createEmbedder({
      model: options.embeddingModel,
      cacheDir: join(options.dataDir, 'models'),
      onDownload: (file, loaded, total) => options.onProgress?.(`downloading ${file}`, loaded, total),
    });
  }

  // Asking

  async ask(asked: string, options: AskOptions = {}): Promise<Answer> {
    const started = performance.now();
    const question = readQuestion(asked, this.#lexicon, this.#withClock(options));
    const { candidates, embedMs, searchMs } = await this.#find(question, options.by);
    const { status, quotes } = extract(question, candidates);
    const citations = quotes.map((quote, i): Citation => {
      const { passage, text, start, end, score } = quote;
      const id = citationId(passage.file, this.#textHash(passage.documentId), { start, end }, text);
      const { id: passageId, file, title, date, language } = passage;
      return { n: i + 1, id, passageId, file, title, date, quote: text, start, end, language, score };
    });
    return {
      question: question.asked,
      language: question.language,
      status,
      answer: citations.map(({ quote, n }) => `${quote} [${n}]`).join('\n\n'),
      citations,
      near: status === 'answered' ? [] : candidates.slice(0, NEAR).map(toHit),
      timings: { embedMs, searchMs, totalMs: performance.now() - started },
    };
  }

  async search(asked: string, options: SearchOptions = {}): Promise<SearchResult> {
    const started = performance.now();
    const question = readQuestion(asked, this.#lexicon, this.#withClock(options));
    const { candidates, embedMs, searchMs } = await this.#find(question, options.by);
    const hits = candidates.slice(0, options.k ?? 10).map(toHit);
    return { question: question.asked, language: question.language, hits, timings: { embedMs, searchMs, totalMs: performance.now() - started } };
  }

  /** Finds candidates; a question asked again (an inline page, a button) is answered from memory while the corpus stays the same. */
  async #find(question: Question, by: RankBy = 'both'): ReturnType<Searcher['find']> {
    const revision = this.#current();
    const key = JSON.stringify([revision.name, by, question.text, question.language, question.time]);
    const known = this.#found.get(key);
    if (known) return { ...known, embedMs: 0, searchMs: 0 };
    const found = await revision.searcher.find(question, by);
    if (this.#found.size >= REMEMBERED) this.#found.clear();
    this.#found.set(key, found);
    return found;
  }

  /** The judged candidates behind an answer with all their evidence: what the calibration is fitted on. */
  async judge(asked: string, options: AskOptions = {}): Promise<readonly Candidate[]> {
    return (await this.#current().searcher.find(readQuestion(asked, this.#lexicon, this.#withClock(options)))).candidates;
  }

  async latest({ topic, limit = 10, offset = 0 }: { topic?: string; limit?: number; offset?: number } = {}): Promise<readonly Passage[]> {
    if (topic === undefined) return this.#store.newestPassages(limit, offset);
    const newestFirst = (a: Passage, b: Passage): number => (b.date?.date ?? '').localeCompare(a.date?.date ?? '');
    return (await this.#onTopic(topic)).sort(newestFirst).slice(offset, offset + limit);
  }

  async timeline(topic: string, { limit = 20 }: { limit?: number } = {}): Promise<readonly Passage[]> {
    const dated = (await this.#onTopic(topic)).filter((passage) => passage.date !== null).slice(0, limit);
    return dated.sort((a, b) => a.date!.date.localeCompare(b.date!.date));
  }

  /** Passages on a topic by relevance: those that hold its words or come near its best hit. */
  async #onTopic(topic: string): Promise<Passage[]> {
    const question = readQuestion(topic, this.#lexicon, this.#withClock({}));
    const { candidates } = await this.#find(question);
    const best = candidates[0]?.odds ?? 0;
    return candidates
      .slice(0, TOPIC_HITS)
      .filter((one) => isOnTopic(one, best))
      .map(({ passage }) => passage);
  }

  #withClock(options: AskOptions): AskOptions {
    return { ...options, now: options.now ?? this.#options.now?.() ?? new Date() };
  }

  // Looking up

  documents(): readonly DocumentSummary[] {
    return this.#store.summaries();
  }

  coverage(): Coverage {
    const { name } = this.#current();
    const { first, last } = this.#store.dateRange();
    const summaries = this.#store.summaries();
    return {
      documents: summaries.length,
      passages: this.#store.passageTotals().passages,
      firstDate: first,
      lastDate: last,
      languages: [...new Set(summaries.map((document) => document.language))],
      model: this.#embedder.id,
      version: `${name}-${shortHash(this.#embedder.id, 6)}`,
    };
  }

  passage(id: number): PassageInContext | null {
    const passage = this.#store.passage(id);
    if (!passage) return null;
    const at = (ordinal: number): Passage | null => this.#store.passageAt(passage.documentId, ordinal);
    return { passage, before: at(passage.ordinal - 1), after: at(passage.ordinal + 1) };
  }

  cite(passageId: number, span?: Span): StoredCitation | null {
    const passage = this.#store.passage(passageId);
    if (!passage) return null;
    const { start, end } = span ?? passage;
    const quote = passage.text.slice(start - passage.start, end - passage.start);
    const id = citationId(passage.file, this.#textHash(passage.documentId), { start, end }, quote);
    const { file, title, date } = passage;
    return { id, file, title, quote, start, end, date, passageId };
  }

  verify(id: string): Verification {
    const ref = parseCitationId(id);
    if (!ref) return { status: 'unknown', reason: `${JSON.stringify(id.slice(0, 80))} is not a citation id` };
    const document = this.#store.storedDocuments().find(({ file }) => documentKey(file) === ref.document);
    if (!document) return { status: 'unknown', reason: 'no document of this corpus has that id' };
    const version = this.#store.versionByHash(document.file, ref.version);
    if (!version) return { status: 'unknown', reason: `${document.file} was never stored in the version that the id names` };
    const quote = version.text.slice(ref.start, ref.end);
    if (!matchesChecksum(ref, quote))
      return { status: 'unknown', reason: 'the stored original does not hold the quote that the id was made for; the id is mistyped or the store is damaged' };
    const current = version.current ? version : this.#store.currentVersion(document.id);
    const start = current === version ? ref.start : (current?.text.indexOf(quote) ?? -1);
    const status = current === null ? 'withdrawn' : start < 0 ? 'changed' : 'match';
    const holder = current && start >= 0 ? this.#passageAround(document.id, start) : null;
    const citation: StoredCitation = {
      id,
      file: document.file,
      title: version.title,
      quote,
      start: ref.start,
      end: ref.end,
      date: holder ? holder.date : dateIn(version, ref.start),
      passageId: holder?.id ?? null,
    };
    return { status, citation };
  }

  #passageAround(documentId: number, offset: number): Passage | null {
    return this.#store.passagesOf(documentId).find((passage) => passage.start <= offset && offset < passage.end) ?? null;
  }

  #textHash(documentId: number): string {
    return this.#store.currentTextHash(documentId);
  }

  /** Everything that is wrong with the stored corpus and its index; empty when sound. */
  async check(onProgress?: Progress): Promise<Problem[]> {
    return verifyCorpus(this.#store, this.#embedder, this.#current().index, onProgress);
  }

  // Changing

  /** Takes files in, in one step: readers see all of them or none. */
  async add(files: readonly SourceFile[]): Promise<Receipt[]> {
    const names = new Set<string>();
    const twice = files.find(({ file }) => names.size === names.add(file).size);
    if (twice)
      throw new InputError(
        `two of the files are named ${JSON.stringify(twice.file)}; a document is known by its name: rename one, or give the folder above both`,
      );
    return this.#write(() => this.#change({ files, origin: 'added', withdrawn: [] }));
  }

  /** Takes a document out. Its original is kept. */
  async remove(file: string): Promise<void> {
    await this.#write(() => {
      const document = this.#store.document(file);
      if (!document || document.bytesHash === null)
        throw new InputError(`there is no document ${JSON.stringify(file)} in the corpus; \`csto corpus list\` names them`);
      return this.#change({ files: [], origin: 'added', withdrawn: [{ id: document.id, by: 'operator' }] });
    });
  }

  /** Follows the seeds folder. When another process writes, the corpus is used as it is. */
  async syncSeeds(): Promise<void> {
    const { seedsDir, onNotice } = this.#options;
    if (seedsDir === null) return;
    const { files, gone } = seedChanges(this.#store, seedsDir);
    if (files.length + gone.length === 0) return;
    try {
      await this.#write(() => this.#change({ files, origin: 'seed', withdrawn: gone.map(({ id }) => ({ id, by: 'seeds' as const })) }));
    } catch (error) {
      if (!(error instanceof CorpusBusyError) || this.#store.passageTotals().passages === 0) throw error;
      onNotice?.(`${error.message}; answering from the corpus as it was`);
    }
  }

  /** Embeds what the model lacks and opens the index. */
  async prepareIndex(): Promise<void> {
    const missing = this.#store.missingTexts(this.#embedder.id);
    if (missing.size > 0) await this.#write(() => embedTexts(this.#store, this.#embedder, missing, this.#progress('embedding')));
    this.#saveIndex(this.#current());
  }

  async #change({ files, origin, withdrawn }: Change): Promise<Receipt[]> {
    const prepared = files.map(prepare);
    const texts = new Map(prepared.flatMap((one: Prepared) => [...textsOf(one)]));
    await embedTexts(this.#store, this.#embedder, texts, this.#progress('embedding'));
    const addedAt = (this.#options.now?.() ?? new Date()).toISOString();
    const receipts = this.#store.transaction(() => {
      for (const { id, by } of withdrawn) this.#store.withdraw(id, by);
      const done = prepared.map((one) => put(this.#store, one, origin, addedAt));
      bumpRevision(this.#store);
      return done;
    });
    if (this.#revision) this.#saveIndex(this.#current());
    return receipts;
  }

  async #write<T>(change: () => Promise<T>): Promise<T> {
    this.#store.acquireWriter(this.#options.purpose ?? 'csto');
    try {
      return await change();
    } finally {
      this.#store.releaseWriter();
    }
  }

  /** The present revision, reopened when somebody changed the corpus. */
  #current(): Revision {
    if (this.#revision?.name !== revisionName(this.#store))
      this.#revision = openRevision(this.#store, this.#embedder, this.#options.dataDir, this.#revision, this.#progress('indexing'));
    return this.#revision;
  }

  /** The files are only a cache: a reader that may not write goes without saving them. */
  #saveIndex(revision: Revision): void {
    try {
      this.#store.acquireWriter('saving the index');
    } catch (error) {
      if (error instanceof CorpusBusyError) return;
      throw error;
    }
    try {
      saveIndex(revision, this.#embedder, this.#options.dataDir);
    } finally {
      this.#store.releaseWriter();
    }
  }

  #progress(work: string): Progress {
    return (done, total) => this.#options.onProgress?.(work, done, total);
  }

  close(): void {
    this.#store.close();
  }
}

interface Change {
  readonly files: readonly SourceFile[];
  readonly origin: 'seed' | 'added';
  readonly withdrawn: readonly { readonly id: number; readonly by: 'operator' | 'seeds' }[];
}

/** Log-odds below the best hit beyond which a passage is off its topic, unless it holds the topic's words. */
const TOPIC_ODDS = 2.5;
const TOPIC_SHARE = 0.6;

function isOnTopic({ odds, match }: Candidate, best: number): boolean {
  return odds >= best - TOPIC_ODDS || match.share >= TOPIC_SHARE;
}

/** The date of a place in a version that is no longer current. */
function dateIn(version: StoredVersion, offset: number): PassageDate | null {
  const { passages, stated } = draft(version.text, version.file);
  return passages.find(({ start, end }) => start <= offset && offset < end)?.date ?? stated;
}
