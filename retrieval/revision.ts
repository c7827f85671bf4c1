import { join } from 'node:path';
import type { Embedder } from './embedder.ts';
import { shortHash } from './hash.ts';
import type { Progress } from './ingest.ts';
import { dequantise } from './quantise.ts';
import { Searcher } from './search.ts';
import type { Store } from './store.ts';
import type { Language } from './types.ts';
import { VectorIndex } from './vector-index.ts';

/** The corpus at one revision, ready to be searched. */
export interface Revision {
  readonly name: string;
  readonly index: VectorIndex;
  readonly searcher: Searcher;
}

const REVISION = 'revision';

/** Marks the corpus as changed; to be called within every transaction that changes what is answered. */
export function bumpRevision(store: Store): void {
  store.setSetting(REVISION, String(Number(revisionName(store)) + 1));
}

/** Number of the corpus' present state; grows with each change. */
export function revisionName(store: Store): string {
  return store.setting(REVISION) ?? '0';
}

/**
 * Opens the present revision: the saved index is taken where it can be trusted and brought up to date from the
 * stored vectors, which costs what has changed, not what there is.
 *
 * @param previous the revision in memory, whose index is used further; null on start
 */
export function openRevision(store: Store, embedder: Embedder, dataDir: string, previous: Revision | null, onProgress?: Progress): Revision {
  return store.snapshot(() => {
    const name = revisionName(store);
    const languages = new Map(store.passageHeads().map((head) => [head.id, head.language]));
    const index = previous?.index ?? VectorIndex.load(indexDir(dataDir, embedder), embedder.id, languages) ?? new VectorIndex(embedder.id);
    if (index.revision !== name || index.size !== languages.size) reconcile(store, index, languages, onProgress);
    return { name, index, searcher: new Searcher(store, index, embedder) };
  });
}

/** Adds what the index lacks and removes what is no longer in the corpus. */
function reconcile(store: Store, index: VectorIndex, languages: ReadonlyMap<number, Language>, onProgress?: Progress): void {
  for (const id of [...index.ids()]) if (!languages.has(id)) index.remove(id);
  const present = new Set(index.ids());
  const missing = [...languages.keys()].filter((id) => !present.has(id));
  let done = 0;
  for (const { id, vector } of store.passageVectors(index.model, missing)) {
    index.add(id, languages.get(id)!, dequantise(vector));
    done += 1;
    if (done % 1_000 === 0 || done === missing.length) onProgress?.(done, missing.length);
  }
}

/** Saves the index of a revision if the files are of another. */
export function saveIndex(revision: Revision, embedder: Embedder, dataDir: string): void {
  if (revision.index.revision === revision.name) return;
  revision.index.revision = revision.name;
  revision.index.save(indexDir(dataDir, embedder));
}

export function indexDir(dataDir: string, embedder: Embedder): string {
  return join(dataDir, 'index', shortHash(embedder.id, 12));
}
