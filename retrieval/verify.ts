import type { Embedder } from './embedder.ts';
import { decode } from './decode.ts';
import { sha256 } from './hash.ts';
import { textKey, type Progress } from './ingest.ts';
import { dequantise, dot } from './quantise.ts';
import type { Store } from './store.ts';
import type { Passage } from './types.ts';
import type { VectorIndex } from './vector-index.ts';

/** Something that is not as it should be, and where. */
export interface Problem {
  readonly file: string;
  readonly problem: string;
}

/** Stored and fresh vectors of one text differ by quantisation only. */
const MIN_COSINE = 0.999;

/** Re-reads every stored original and checks every hash, span, embedding and index entry. */
export async function verifyCorpus(store: Store, embedder: Embedder, index: VectorIndex, onProgress?: Progress): Promise<Problem[]> {
  const problems: Problem[] = store.integrity().map((problem) => ({ file: 'corpus.sqlite', problem }));
  const documents = store.storedDocuments().filter((document) => document.bytesHash !== null);
  const indexed = new Set(index.ids());
  for (const [i, { id, file }] of documents.entries()) {
    for (const problem of documentProblems(store, id, file)) problems.push({ file, problem });
    for (const passage of store.passagesOf(id)) {
      for (const problem of await vectorProblems(store, embedder, index, passage)) problems.push({ file, problem });
      indexed.delete(passage.id);
    }
    onProgress?.(i + 1, documents.length);
  }
  for (const id of indexed) problems.push({ file: 'index', problem: `holds passage ${id}, which is not in the corpus` });
  return problems;
}

function documentProblems(store: Store, id: number, file: string): string[] {
  const version = store.currentVersion(id);
  if (!version) return ['has no current version'];
  const problems: string[] = [];
  const bytes = store.originalBytes(version.id);
  if (sha256(bytes) !== version.bytesHash) problems.push('the original bytes do not have their hash');
  if (sha256(version.text) !== version.textHash) problems.push('the text does not have its hash');
  else if (decode(bytes, file).text !== version.text) problems.push('the text is not what the original bytes decode to');
  for (const passage of store.passagesOf(id))
    if (version.text.slice(passage.start, passage.end) !== passage.text)
      problems.push(`passage ${passage.id} is not the original's ${passage.start}-${passage.end}`);
  for (const passage of store.passageRows(
    store.passagesOf(id).map((one) => one.id),
    '',
  ))
    for (const sentence of passage.sentences)
      if (sentence.start < passage.start || sentence.end > passage.end) problems.push(`a sentence of passage ${passage.id} lies outside it`);
  return problems;
}

async function vectorProblems(store: Store, embedder: Embedder, index: VectorIndex, passage: Passage): Promise<string[]> {
  const stored = store.embedding(textKey(passage.text), embedder.id);
  if (!stored) return [`passage ${passage.id} has no embedding`];
  const fresh = await embedder.embedPassage(passage.text);
  if (dot(dequantise(stored), fresh) < MIN_COSINE) return [`the embedding of passage ${passage.id} is not of its text`];
  const similarity = index.similarity(passage.id, fresh);
  if (similarity === null) return [`passage ${passage.id} is not in the index`];
  return similarity < MIN_COSINE ? [`the index has another vector for passage ${passage.id}`] : [];
}
