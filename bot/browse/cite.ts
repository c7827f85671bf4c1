import type { Corpus, StoredCitation } from '../../retrieval/mod.ts';

/** A citation of a whole passage. TODO(00:10): replace by corpus.cite when retrieval/types.ts has it. */
export function cite(corpus: Corpus, passageId: number): StoredCitation | null {
  const able = corpus as Corpus & { cite?: (passageId: number) => StoredCitation | null };
  return able.cite?.(passageId) ?? null;
}
