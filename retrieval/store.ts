import Database from 'better-sqlite3';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CorpusBusyError, InputError } from './errors.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import type { DocumentSummary, Language, Passage, PassageDate, Span } from './types.ts';

/** A version of a document as it is kept. */
export interface StoredVersion {
  readonly id: number;
  readonly documentId: number;
  readonly file: string;
  readonly title: string;
  readonly text: string;
  readonly textHash: string;
  readonly bytesHash: string;
  readonly encoding: string;
  readonly language: Language;
  readonly stated: PassageDate | null;
  /** True when it is what the corpus answers from now. */
  readonly current: boolean;
}

export type NewVersion = Omit<StoredVersion, 'id' | 'documentId' | 'file' | 'current'> & { readonly bytes: Uint8Array; readonly addedAt: string };

export interface NewPassage extends Span {
  readonly text: string;
  readonly textHash: string;
  readonly language: Language;
  readonly date: PassageDate | null;
  readonly terms: readonly string[];
  readonly words: number;
  readonly sentences: readonly (Span & { readonly textHash: string })[];
}

export interface StoredDocument {
  readonly id: number;
  readonly file: string;
  readonly origin: 'seed' | 'added';
  readonly withdrawnBy: 'operator' | 'seeds' | null;
  /** Hash of the current version's bytes; null when withdrawn. */
  readonly bytesHash: string | null;
}

/** What search reads of every passage. */
export interface PassageRow extends Passage {
  readonly terms: readonly string[];
  readonly words: number;
  readonly vector: Buffer | null;
  readonly sentences: readonly (Span & { readonly vector: Buffer | null })[];
}

/** Few enough for one SQL statement, many enough to matter. */
const BATCH = 500;

/** The corpus on disk: one SQLite file in WAL mode, read by many processes and written by one at a time. */
export class Store {
  readonly #db: Database.Database;
  readonly #dataDir: string;
  readonly #statements = new Map<string, Database.Statement>();
  #lock: Database.Database | null = null;

  private constructor(db: Database.Database, dataDir: string) {
    this.#db = db;
    this.#dataDir = dataDir;
  }

  /**
   * Opens the corpus in a folder, which is created on first use.
   *
   * @throws InputError when the folder cannot be written or its database is of a newer version
   */
  static open(dataDir: string): Store {
    makeWritable(dataDir);
    const file = join(dataDir, 'corpus.sqlite');
    try {
      const db = new Database(file, { timeout: 10_000 });
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = NORMAL');
      db.pragma('foreign_keys = ON');
      const store = new Store(db, dataDir);
      store.#migrate(file);
      return store;
    } catch (error) {
      if (error instanceof InputError) throw error;
      throw new InputError(`cannot open the corpus ${file}: ${(error as Error).message}; restore the file from a backup or point DATA_DIR at an empty folder`, {
        cause: error,
      });
    }
  }

  #migrate(file: string): void {
    this.#db
      .transaction(() => {
        const version = this.#db.pragma('user_version', { simple: true }) as number;
        if (version > SCHEMA_VERSION)
          throw new InputError(
            `${file} was written by a newer csto-bot (schema ${version}, this one knows ${SCHEMA_VERSION}); update csto-bot or use another DATA_DIR`,
          );
        if (version === 0) this.#db.exec(SCHEMA);
        this.#db.pragma(`user_version = ${SCHEMA_VERSION}`);
      })
      .immediate();
  }

  close(): void {
    this.releaseWriter();
    this.#db.close();
  }

  /**
   * Takes the right to write for this process until `releaseWriter`. The lock is SQLite's own on a file beside the
   * corpus, so that it ends with the process that holds it, however that ends.
   *
   * @throws CorpusBusyError that names the process which has it
   */
  acquireWriter(purpose: string): void {
    if (this.#lock) return;
    const note = join(this.#dataDir, 'writer.json');
    const lock = new Database(join(this.#dataDir, 'writer.lock'), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw new CorpusBusyError(`the corpus in ${this.#dataDir} is being written by ${writerName(note)}; try again when it has finished`, { cause: error });
    }
    writeFileSync(note, JSON.stringify({ pid: process.pid, purpose, since: new Date().toISOString() }));
    this.#lock = lock;
  }

  releaseWriter(): void {
    this.#lock?.close();
    this.#lock = null;
  }

  /** Runs changes that are seen whole or not at all. */
  transaction<T>(change: () => T): T {
    return this.#db.transaction(change).immediate();
  }

  /** Runs reads that see one state of the corpus. */
  snapshot<T>(read: () => T): T {
    return this.#db.transaction(read).deferred();
  }

  setting(key: string): string | null {
    return (this.#sql('SELECT value FROM settings WHERE key = ?').pluck().get(key) as string | undefined) ?? null;
  }

  setSetting(key: string, value: string): void {
    this.#sql('INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
  }

  // Documents and versions

  /** All documents that ever were, withdrawn ones too. */
  storedDocuments(): StoredDocument[] {
    return this.#sql(`${DOCUMENT_SQL} ORDER BY d.file`).all() as StoredDocument[];
  }

  document(file: string): StoredDocument | null {
    return (this.#sql(`${DOCUMENT_SQL} WHERE d.file = ?`).get(file) as StoredDocument | undefined) ?? null;
  }

  summaries(): DocumentSummary[] {
    const sql = `SELECT d.id, d.file, v.title, v.language, v.stated, length(v.bytes) AS bytes, v.text_hash AS textHash,
        (SELECT count(*) FROM passages p WHERE p.document_id = d.id) AS passages,
        (SELECT p.dated FROM passages p WHERE p.document_id = d.id AND p.date IS NOT NULL ORDER BY p.date DESC LIMIT 1) AS newest
      FROM documents d JOIN versions v ON v.id = d.version_id ORDER BY d.file`;
    const rows = this.#sql(sql).all() as (Omit<DocumentSummary, 'date' | 'version'> & { stated: string | null; newest: string | null; textHash: string })[];
    return rows.map(({ stated, newest, textHash, ...row }) => ({ ...row, date: parseDate(stated ?? newest), version: textHash.slice(0, 8) }));
  }

  /** A document's id, made when it is new; the document is (again) part of the corpus once it has a version. */
  addDocument(file: string, origin: 'seed' | 'added'): number {
    this.#sql('INSERT INTO documents (file, origin) VALUES (?, ?) ON CONFLICT (file) DO NOTHING').run(file, origin);
    return this.#sql('SELECT id FROM documents WHERE file = ?').pluck().get(file) as number;
  }

  /** Adds a version, or finds the same one of earlier, and makes it the current one. Passages are not touched. */
  setVersion(documentId: number, version: NewVersion): number {
    const known = this.#sql('SELECT id FROM versions WHERE document_id = ? AND bytes_hash = ? AND text_hash = ?').pluck();
    let id = known.get(documentId, version.bytesHash, version.textHash) as number | undefined;
    id ??= Number(
      this.#sql(
        `INSERT INTO versions (document_id, bytes, bytes_hash, encoding, text, text_hash, title, language, stated, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        documentId,
        Buffer.from(version.bytes),
        version.bytesHash,
        version.encoding,
        version.text,
        version.textHash,
        version.title,
        version.language,
        version.stated && JSON.stringify(version.stated),
        version.addedAt,
      ).lastInsertRowid,
    );
    this.#sql('UPDATE documents SET version_id = ?, withdrawn_by = NULL WHERE id = ?').run(id, documentId);
    return id;
  }

  withdraw(documentId: number, by: 'operator' | 'seeds'): void {
    this.removePassages(documentId);
    this.#sql('UPDATE documents SET version_id = NULL, withdrawn_by = ? WHERE id = ?').run(by, documentId);
  }

  /** A version of a document by the beginning of its text's hash. */
  versionByHash(file: string, hashPrefix: string): StoredVersion | null {
    return this.#version(`d.file = ? AND v.text_hash LIKE ? || '%'`, file, hashPrefix);
  }

  currentVersion(documentId: number): StoredVersion | null {
    return this.#version('d.id = ? AND v.id = d.version_id', documentId);
  }

  currentTextHash(documentId: number): string {
    return this.#sql('SELECT v.text_hash FROM documents d JOIN versions v ON v.id = d.version_id WHERE d.id = ?').pluck().get(documentId) as string;
  }

  #version(where: string, ...values: unknown[]): StoredVersion | null {
    const sql = `SELECT v.id, v.document_id AS documentId, d.file, v.title, v.text, v.text_hash AS textHash, v.bytes_hash AS bytesHash,
        v.encoding, v.language, v.stated, v.id IS d.version_id AS current
      FROM versions v JOIN documents d ON d.id = v.document_id WHERE ${where} ORDER BY current DESC, v.id DESC LIMIT 1`;
    const row = this.#sql(sql).get(...values) as (Omit<StoredVersion, 'stated' | 'current'> & { stated: string | null; current: 0 | 1 }) | undefined;
    return row ? { ...row, stated: parseDate(row.stated), current: row.current === 1 } : null;
  }

  originalBytes(versionId: number): Buffer {
    return this.#sql('SELECT bytes FROM versions WHERE id = ?').pluck().get(versionId) as Buffer;
  }

  // Passages

  /** Replaces the passages of a document by those of its current version. */
  putPassages(documentId: number, versionId: number, passages: readonly NewPassage[]): void {
    this.removePassages(documentId);
    const addPassage = this.#sql(`INSERT INTO passages (document_id, version_id, ordinal, start, end, text, text_hash, language, dated, date, terms, words)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const addSentence = this.#sql('INSERT INTO sentences VALUES (?, ?, ?, ?, ?)');
    const addTerms = this.#sql('INSERT INTO lexical (rowid, terms) VALUES (?, ?)');
    passages.forEach((p, ordinal) => {
      const terms = p.terms.join(' ');
      const date = p.date && JSON.stringify(p.date);
      const id = addPassage.run(
        documentId,
        versionId,
        ordinal,
        p.start,
        p.end,
        p.text,
        p.textHash,
        p.language,
        date,
        p.date?.date ?? null,
        terms,
        p.words,
      ).lastInsertRowid;
      p.sentences.forEach((s, i) => addSentence.run(id, i, s.start, s.end, s.textHash));
      addTerms.run(id, terms);
    });
  }

  removePassages(documentId: number): void {
    this.#sql('DELETE FROM lexical WHERE rowid IN (SELECT id FROM passages WHERE document_id = ?)').run(documentId);
    this.#sql('DELETE FROM passages WHERE document_id = ?').run(documentId);
  }

  /** Passages by id with their terms and sentence vectors; ids that are no longer there are left out. */
  passageRows(ids: readonly number[], model: string): PassageRow[] {
    const sentences = this.#sql(`SELECT s.start, s.end, e.vector FROM sentences s
      LEFT JOIN embeddings e ON e.text_hash = s.text_hash AND e.model = ? WHERE s.passage_id = ? ORDER BY s.ordinal`);
    const passage = this.#sql(`${PASSAGE_SQL}, p.terms, p.words, e.vector ${PASSAGE_FROM}
      LEFT JOIN embeddings e ON e.text_hash = p.text_hash AND e.model = ? WHERE p.id = ?`);
    return ids.flatMap((id) => {
      const row = passage.get(model, id) as (RawPassage & { terms: string; words: number; vector: Buffer | null }) | undefined;
      if (!row) return [];
      const { words, vector } = row;
      return [{ ...toPassage(row), terms: row.terms.split(' '), words, vector, sentences: sentences.all(model, id) as PassageRow['sentences'] }];
    });
  }

  /** Terms of a passage's neighbours and of the first passage of its document. */
  contextTerms({ documentId, ordinal }: Passage): string[] {
    const sql = 'SELECT terms FROM passages WHERE document_id = ? AND ordinal IN (0, ?, ?) AND ordinal <> ?';
    const rows = this.#sql(sql)
      .pluck()
      .all(documentId, ordinal - 1, ordinal + 1, ordinal) as string[];
    return rows.flatMap((terms) => terms.split(' '));
  }

  passage(id: number): Passage | null {
    const row = this.#sql(`${PASSAGE_SQL} ${PASSAGE_FROM} WHERE p.id = ?`).get(id) as RawPassage | undefined;
    return row ? toPassage(row) : null;
  }

  passageAt(documentId: number, ordinal: number): Passage | null {
    const row = this.#sql(`${PASSAGE_SQL} ${PASSAGE_FROM} WHERE p.document_id = ? AND p.ordinal = ?`).get(documentId, ordinal) as RawPassage | undefined;
    return row ? toPassage(row) : null;
  }

  passagesOf(documentId: number): Passage[] {
    const rows = this.#sql(`${PASSAGE_SQL} ${PASSAGE_FROM} WHERE p.document_id = ? ORDER BY p.ordinal`).all(documentId) as RawPassage[];
    return rows.map(toPassage);
  }

  /** Passages by date, newest first, undated last. */
  newestPassages(limit: number, offset: number): Passage[] {
    const rows = this.#sql(`${PASSAGE_SQL} ${PASSAGE_FROM} ORDER BY p.date DESC NULLS LAST, p.document_id, p.ordinal LIMIT ? OFFSET ?`).all(
      limit,
      offset,
    ) as RawPassage[];
    return rows.map(toPassage);
  }

  /** Id, language and number of words of every passage: what the search keeps in memory. */
  passageHeads(): { id: number; language: Language; words: number }[] {
    return this.#sql('SELECT id, language, words FROM passages ORDER BY id').all() as { id: number; language: Language; words: number }[];
  }

  passageTotals(): { passages: number; words: number } {
    return this.#sql('SELECT count(*) AS passages, coalesce(sum(words), 0) AS words FROM passages').get() as { passages: number; words: number };
  }

  dateRange(): { first: string | null; last: string | null } {
    return this.#sql('SELECT min(date) AS first, max(date) AS last FROM passages').get() as { first: string | null; last: string | null };
  }

  // Lexical index

  /** In how many passages a term stands. */
  documentFrequency(term: string): number {
    return (this.#sql('SELECT doc FROM vocabulary WHERE term = ?').pluck().get(indexed(term)) as number | undefined) ?? 0;
  }

  /** Ids of passages that hold a term, one for each occurrence, at most `limit`. */
  occurrences(term: string, limit: number): number[] {
    return this.#sql('SELECT doc FROM occurrences WHERE term = ? LIMIT ?').pluck().all(indexed(term), limit) as number[];
  }

  /** All terms of the index, or null when there are more than `limit`. */
  vocabulary(limit: number): Set<string> | null {
    const terms = this.#sql('SELECT term FROM vocabulary LIMIT ?')
      .pluck()
      .all(limit + 1) as string[];
    return terms.length > limit ? null : new Set(terms);
  }

  /** Terms of the vocabulary that begin alike, for mending misspellings. */
  termsFrom(start: string, limit: number): string[] {
    return this.#sql('SELECT term FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?').pluck().all(start, `${start}\u{10ffff}`, limit) as string[];
  }

  // Embeddings

  /** Texts of current passages and sentences by key, as far as a model has not embedded them yet. */
  missingTexts(model: string): Map<string, string> {
    const missing = `WHERE NOT EXISTS (SELECT 1 FROM embeddings e WHERE e.text_hash = t.text_hash AND e.model = ?)`;
    const passages = `SELECT t.text_hash AS key, t.text FROM passages t ${missing}`;
    const sentences = `SELECT t.text_hash AS key, p.text, t.start - p.start AS start, t.end - p.start AS end
      FROM sentences t JOIN passages p ON p.id = t.passage_id ${missing}`;
    const rows = [passages, sentences].flatMap((sql) => this.#sql(sql).all(model) as { key: string; text: string; start?: number; end?: number }[]);
    return new Map(rows.map(({ key, text, start, end }) => [key, text.slice(start, end)]));
  }

  hasEmbedding(textHash: string, model: string): boolean {
    return this.#sql('SELECT 1 FROM embeddings WHERE text_hash = ? AND model = ?').get(textHash, model) !== undefined;
  }

  putEmbeddings(model: string, rows: readonly { textHash: string; vector: Buffer }[]): void {
    const put = this.#sql('INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)');
    this.transaction(() => rows.forEach((row) => put.run(row.textHash, model, row.vector)));
  }

  embedding(textHash: string, model: string): Buffer | null {
    return (this.#sql('SELECT vector FROM embeddings WHERE text_hash = ? AND model = ?').pluck().get(textHash, model) as Buffer | undefined) ?? null;
  }

  /** Vectors of current passages by id, in batches. */
  *passageVectors(model: string, ids: readonly number[]): Generator<{ id: number; vector: Buffer }> {
    const get = this.#sql('SELECT e.vector FROM passages p JOIN embeddings e ON e.text_hash = p.text_hash AND e.model = ? WHERE p.id = ?').pluck();
    for (let i = 0; i < ids.length; i += BATCH)
      for (const id of ids.slice(i, i + BATCH)) {
        const vector = get.get(model, id) as Buffer | undefined;
        if (vector) yield { id, vector };
      }
  }

  /** What SQLite itself finds wrong with the file; empty when sound. */
  integrity(): string[] {
    const rows = this.#db.pragma('integrity_check') as { integrity_check: string }[];
    const problems = rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
    const foreign = this.#db.pragma('foreign_key_check') as unknown[];
    return foreign.length > 0 ? [...problems, `${foreign.length} rows refer to rows that are not there`] : problems;
  }

  #sql(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (!statement) this.#statements.set(text, (statement = this.#db.prepare(text)));
    return statement;
  }
}

const DOCUMENT_SQL = `SELECT d.id, d.file, d.origin, d.withdrawn_by AS withdrawnBy, v.bytes_hash AS bytesHash
  FROM documents d LEFT JOIN versions v ON v.id = d.version_id`;

const PASSAGE_SQL = `SELECT p.id, p.document_id AS documentId, d.file, v.title, p.ordinal, p.start, p.end, p.text, p.language, p.dated`;
const PASSAGE_FROM = `FROM passages p JOIN documents d ON d.id = p.document_id JOIN versions v ON v.id = p.version_id`;

type RawPassage = Omit<Passage, 'date'> & { dated: string | null };

function toPassage({ id, documentId, file, title, ordinal, start, end, text, language, dated }: RawPassage): Passage {
  return { id, documentId, file, title, ordinal, start, end, text, language, date: parseDate(dated) };
}

/** A term as FTS5's tokenizer writes it: `=KZ` as `=kz`. The vocabulary tables compare letter by letter. */
function indexed(term: string): string {
  return term.toLowerCase();
}

function parseDate(json: string | null): PassageDate | null {
  return json === null ? null : (JSON.parse(json) as PassageDate);
}

function makeWritable(dataDir: string): void {
  try {
    makeFolder(resolve(dataDir));
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new InputError(
      `cannot write to the data folder ${dataDir} (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); set DATA_DIR to a folder you may write, for example DATA_DIR=~/csto-data`,
      { cause: error },
    );
  }
}

/** Folder by folder: Node's recursive mkdir never returns where the kernel refuses, as under /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function writerName(note: string): string {
  try {
    const { pid, purpose, since } = JSON.parse(readFileSync(note, 'utf8')) as { pid: number; purpose: string; since: string };
    return `process ${pid} (${purpose}, since ${since})`;
  } catch {
    return 'another process';
  }
}
