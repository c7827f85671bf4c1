import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Embedder } from '../../retrieval/embedder.ts';
import { openCorpus } from '../../retrieval/mod.ts';
import { indexDir, openRevision, saveIndex } from '../../retrieval/revision.ts';
import { Store } from '../../retrieval/store.ts';
import type { Progress } from '../progress.ts';
import { timed } from './end-to-end.ts';
import type { Figure } from './figures.ts';
import { fillStore } from './generated-corpus.ts';
import type { RealPassage } from './material.ts';
import { benchQuestions } from './questions.ts';
import { recall } from './recall.ts';

/** Questions of the recall; exact search reads every vector for each of them. */
const RECALL_QUESTIONS = 200;

/** What was measured at one size of corpus. */
export interface SizeMeasured {
  readonly size: number;
  /** The corpus, kept for further measuring. */
  readonly dataDir: string;
  /** Search times in ms of questions not asked before, and of the same once more. */
  readonly first: readonly number[];
  readonly again: readonly number[];
  readonly figures: readonly Figure[];
}

/** Writes a corpus of a size, builds its index, and searches it. */
export async function measureSize(
  size: number,
  dataDir: string,
  real: readonly RealPassage[],
  embedder: Embedder,
  model: string,
  bar: Progress,
): Promise<SizeMeasured> {
  mkdirSync(dataDir, { recursive: true });
  const at = `at ${size.toLocaleString('en-GB')}`;
  const built = await buildIndex(size, dataDir, real, embedder, (work, done, total) => bar.update(`${work} ${at}`, done, total));
  const corpus = await openCorpus({ dataDir, seedsDir: null, embeddingModel: model, purpose: 'csto bench' });
  try {
    const { warmUp, measured } = benchQuestions();
    const ask = async (questions: readonly string[]): Promise<number[]> => {
      const times: number[] = [];
      for (const [i, question] of questions.entries()) {
        const { timings } = await corpus.search(question);
        times.push(timings.totalMs - timings.embedMs);
        bar.update(`searching ${at}`, i + 1, questions.length);
      }
      return times;
    };
    await ask(warmUp);
    return { size, dataDir, first: await ask(measured), again: await ask(measured), figures: built.map((one) => ({ ...one, name: `${one.name} ${at}` })) };
  } finally {
    corpus.close();
  }
}

/** The index from nothing, saved, and loaded as a start does; and how near its answers come to exact search. */
async function buildIndex(size: number, dataDir: string, real: readonly RealPassage[], embedder: Embedder, onProgress: Progress['update']): Promise<Figure[]> {
  const store = Store.open(dataDir);
  try {
    fillStore(store, embedder.id, real, size, (done, total) => onProgress('writing', done, total));
    const started = performance.now();
    const built = openRevision(store, embedder, dataDir, null, (done, total) => onProgress('indexing', done, total));
    const buildMs = performance.now() - started;
    saveIndex(built, embedder, dataDir);
    const loadMs = await timed(() => openRevision(store, embedder, dataDir, null));
    const { warmUp, measured } = benchQuestions();
    const vectors: Float32Array[] = [];
    for (const question of [...measured, ...warmUp].slice(0, RECALL_QUESTIONS)) vectors.push(await embedder.embedQuery(question));
    return [
      {
        name: 'recall@10',
        value: recall(store, built.index, vectors, (done, total) => onProgress('exact search', done, total)),
        unit: 'share',
        target: '>= 0.99',
      },
      { name: 'index build', value: size / (buildMs / 1000), unit: 'passages/s' },
      { name: 'index load', value: loadMs, unit: 'ms' },
      { name: 'index files', value: bytesIn(indexDir(dataDir, embedder)) / 2 ** 20, unit: 'MiB' },
      { name: 'database file', value: bytesIn(dataDir) / 2 ** 20, unit: 'MiB' },
    ];
  } finally {
    store.close();
  }
}

/** Bytes of the files in a folder, not of those in folders below. */
function bytesIn(dir: string): number {
  const files = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { name }) => sum + statSync(join(dir, name)).size, 0);
}
