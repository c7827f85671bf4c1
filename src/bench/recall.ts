import type { Progress } from '../../retrieval/ingest.ts';
import { dequantise, dot } from '../../retrieval/quantise.ts';
import type { Store } from '../../retrieval/store.ts';
import type { Language } from '../../retrieval/types.ts';
import type { VectorIndex } from '../../retrieval/vector-index.ts';

const K = 10;

/** Single precision: passages this near each other in cosine stand in no order. */
const TIE = 1e-6;

/**
 * The share of the ten nearest passages of each language, by exact search, that the index finds. By language because
 * the search asks every language's graph: the ten nearest over all would hide a graph that few questions reach.
 */
export function recall(store: Store, index: VectorIndex, questions: readonly Float32Array[], onProgress: Progress): number {
  const heads = store.passageHeads();
  const languages = [...new Set(heads.map(({ language }) => language))];
  const languageOf = new Map(heads.map(({ id, language }) => [id, language]));
  const nearest = exactSearch(store, index.model, languageOf, questions, onProgress);
  let found = 0;
  let possible = 0;
  questions.forEach((question, i) => {
    const neighbours = index.search(question, K);
    for (const language of languages) {
      const exact = nearest[i]!.get(language)!;
      const own = neighbours.filter(({ id }) => languageOf.get(id) === language);
      found += Math.min(exact.length, own.filter(({ similarity }) => similarity >= exact.at(-1)! - TIE).length);
      possible += exact.length;
    }
  });
  return possible === 0 ? 1 : found / possible;
}

/** For each question the cosines of the ten nearest passages of each language, nearest first. */
function exactSearch(
  store: Store,
  model: string,
  languageOf: ReadonlyMap<number, Language>,
  questions: readonly Float32Array[],
  onProgress: Progress,
): Map<Language, number[]>[] {
  const nearest = questions.map(() => new Map<Language, number[]>());
  const ids = [...languageOf.keys()];
  let done = 0;
  // Passage by passage, so that no more than one vector is held.
  for (const { id, vector } of store.passageVectors(model, ids)) {
    const passage = dequantise(vector);
    const language = languageOf.get(id)!;
    questions.forEach((question, i) => insert(nearest[i]!, language, dot(question, passage)));
    done += 1;
    if (done % 1_000 === 0 || done === ids.length) onProgress(done, ids.length);
  }
  return nearest;
}

function insert(nearest: Map<Language, number[]>, language: Language, cosine: number): void {
  let best = nearest.get(language);
  if (!best) nearest.set(language, (best = []));
  if (best.length === K && best[K - 1]! >= cosine) return;
  let at = best.length;
  while (at > 0 && best[at - 1]! < cosine) at -= 1;
  best.splice(at, 0, cosine);
  if (best.length > K) best.pop();
}
