import type { Corpus, StoredCitation } from '../../retrieval/mod.ts';

/** A citation of a whole passage; null where the corpus cannot cite by passage, and then there is no button to open it. */
export function cite(corpus: Corpus, passageId: number): StoredCitation | null {
  const able = corpus as Corpus & { cite?: (passageId: number) => StoredCitation | null };
  return able.cite?.(passageId) ?? null;
}
