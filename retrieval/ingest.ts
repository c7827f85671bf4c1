import { decode, type Decoded } from './decode.ts';
import type { Embedder } from './embedder.ts';
import { sha256 } from './hash.ts';
import { draft, type DraftDocument } from './passages.ts';
import { quantise } from './quantise.ts';
import type { NewPassage, Store } from './store.ts';
import { terms, words } from './terms.ts';

/** A file to take in: its name is the document's, its bytes are kept. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What became of a file that was given to the corpus. */
export type Receipt =
  | { readonly file: string; readonly outcome: 'added' | 'changed' | 'restored'; readonly passages: number }
  | { readonly file: string; readonly outcome: 'unchanged' };

/** A file read and split, not stored yet. */
export interface Prepared extends SourceFile {
  readonly bytesHash: string;
  readonly decoded: Decoded;
  readonly document: DraftDocument;
}

/** Reads a file: decoding, cleaning, dates, passages. Throws InputError when it is no text. */
export function prepare(source: SourceFile): Prepared {
  const decoded = decode(source.bytes, source.file);
  return { ...source, bytesHash: sha256(source.bytes), decoded, document: draft(decoded.text, source.file) };
}

/** Puts a prepared file into the corpus as the current version of its document; call it within a transaction. */
export function put(store: Store, prepared: Prepared, origin: 'seed' | 'added', addedAt: string): Receipt {
  const known = store.document(prepared.file);
  if (known && known.bytesHash === prepared.bytesHash) return { file: prepared.file, outcome: 'unchanged' };
  const id = store.addDocument(prepared.file, origin);
  const { decoded, document, bytes, bytesHash } = prepared;
  const versionId = store.setVersion(id, {
    bytes,
    bytesHash,
    encoding: decoded.encoding,
    text: decoded.text,
    textHash: sha256(decoded.text),
    title: document.title,
    language: document.language,
    stated: document.stated,
    addedAt,
  });
  const passages = newPassages(decoded.text, document);
  store.putPassages(id, versionId, passages);
  const outcome = known === null ? 'added' : known.withdrawnBy === null ? 'changed' : 'restored';
  return { file: prepared.file, outcome, passages: passages.length };
}

/** The passages of a document as they are stored: with their text, terms and hashes. */
export function newPassages(original: string, document: DraftDocument): NewPassage[] {
  return document.passages.map((passage) => {
    const text = original.slice(passage.start, passage.end);
    return {
      ...passage,
      text,
      textHash: textKey(text),
      terms: terms(text, passage.language),
      words: words(text).length,
      sentences: passage.sentences.map((s) => ({ ...s, textHash: textKey(original.slice(s.start, s.end)) })),
    };
  });
}

/** The key of a text's embedding. */
export function textKey(text: string): string {
  return sha256(text).slice(0, 32);
}

/** Embeddings written in one transaction. */
const BATCH = 256;

export type Progress = (done: number, total: number) => void;

/** The texts of a prepared file that are embedded: its passages and their sentences, by key. */
export function textsOf({ decoded, document }: Prepared): Map<string, string> {
  const spans = document.passages.flatMap((passage) => [passage, ...passage.sentences]);
  return new Map(spans.map(({ start, end }) => decoded.text.slice(start, end)).map((text) => [textKey(text), text]));
}

/** Embeds the texts that the model has not embedded yet; what is done is kept if it is broken off. */
export async function embedTexts(store: Store, embedder: Embedder, texts: ReadonlyMap<string, string>, onProgress?: Progress): Promise<void> {
  const missing = [...texts].filter(([key]) => !store.hasEmbedding(key, embedder.id));
  for (let i = 0; i < missing.length; i += BATCH) {
    const rows = [];
    for (const [textHash, text] of missing.slice(i, i + BATCH)) rows.push({ textHash, vector: quantise(await embedder.embedPassage(text)) });
    store.putEmbeddings(embedder.id, rows);
    onProgress?.(Math.min(i + BATCH, missing.length), missing.length);
  }
}
