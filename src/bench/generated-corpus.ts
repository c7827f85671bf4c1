import { sha256 } from '../../retrieval/hash.ts';
import { textKey, type Progress } from '../../retrieval/ingest.ts';
import { quantise } from '../../retrieval/quantise.ts';
import { bumpRevision } from '../../retrieval/revision.ts';
import type { NewPassage, Store } from '../../retrieval/store.ts';
import type { PassageDate } from '../../retrieval/types.ts';
import type { RealPassage } from './material.ts';
import { madeDocuments, type MadeDocument, type MadePassage } from './recipe.ts';

/** Documents a transaction: SQLite waits for the disk once for each. */
const BATCH = 100;

const BETWEEN = '\n\n';

/** Fills an empty store with passages made from real ones, in the shape that taking in files gives. */
export function fillStore(store: Store, model: string, real: readonly RealPassage[], count: number, onProgress: Progress): void {
  store.putEmbeddings(
    model,
    real.flatMap(({ sentences }) => sentences).map(({ textHash, vector }) => ({ textHash, vector: quantise(vector) })),
  );
  let done = 0;
  let number = 0;
  let batch: MadeDocument[] = [];
  const write = (): void => {
    store.transaction(() => {
      for (const document of batch) done += put(store, model, document, (number += 1));
      bumpRevision(store);
    });
    batch = [];
    onProgress(done, count);
  };
  for (const document of madeDocuments(real, count)) if (batch.push(document) === BATCH) write();
  if (batch.length > 0) write();
}

function put(store: Store, model: string, { language, date, passages: made }: MadeDocument, number: number): number {
  const stated: PassageDate = { date, precision: 'day', source: 'stated', evidence: date };
  let start = 0;
  const passages = made.map((one): NewPassage => {
    const passage = { ...spans(one, start), language, date: stated };
    start = passage.end + BETWEEN.length;
    return passage;
  });
  const text = passages.map((passage) => passage.text).join(BETWEEN);
  const bytes = Buffer.from(text);
  const id = store.addDocument(`made/${String(number).padStart(6, '0')}.txt`, 'added');
  const version = store.setVersion(id, {
    bytes,
    bytesHash: sha256(bytes),
    encoding: 'utf-8',
    text,
    textHash: sha256(text),
    title: made[0]!.sentences[0]!.text.slice(0, 90),
    language,
    stated,
    addedAt: '2026-01-01T00:00:00.000Z',
  });
  store.putPassages(id, version, passages);
  store.putEmbeddings(
    model,
    passages.map(({ textHash }, i) => ({ textHash, vector: quantise(made[i]!.vector) })),
  );
  return passages.length;
}

/** A passage from an offset on, its sentences parted by spaces. */
function spans({ sentences }: MadePassage, start: number): Omit<NewPassage, 'language' | 'date'> {
  const text = sentences.map((sentence) => sentence.text).join(' ');
  let at = start;
  const placed = sentences.map((sentence) => {
    const span = { start: at, end: at + sentence.text.length, textHash: sentence.textHash };
    at = span.end + 1;
    return span;
  });
  return {
    start,
    end: start + text.length,
    text,
    textHash: textKey(text),
    terms: sentences.flatMap((sentence) => sentence.terms),
    words: sentences.reduce((sum, sentence) => sum + sentence.words, 0),
    sentences: placed,
  };
}
