import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbedder, type Embedder } from '../../retrieval/embedder.ts';
import { InputError } from '../../retrieval/mod.ts';
import { measureQuestions } from '../bench/end-to-end.ts';
import { show, timeFigures, type Figure } from '../bench/figures.ts';
import { loadMaterial, SEEDS } from '../bench/material.ts';
import { measureMemory, ownPeak } from '../bench/memory.ts';
import { measureSize, type SizeMeasured } from '../bench/search-growth.ts';
import { measureWarmStart, startParts } from '../bench/warm-start.ts';
import type { CorpusConfig } from '../config.ts';
import { progressBar } from '../progress.ts';
import { writeRow, type Command } from './command.ts';
import { withCorpus } from './open.ts';

/** The size that growth is measured from, and the sizes that it may be measured to. */
const SMALL = 1_000;
const LARGEST = 1_000_000;

/** `csto bench`: speed as ratios to baselines of the same run, on corpora of its own that are removed afterwards. */
export const benchCommand: Command = async (argv, config) => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean', default: false },
      size: { type: 'string', default: '100000' },
      // What the command runs in processes of its own; not for people.
      part: { type: 'string' },
    },
  });
  if (values.part !== undefined) return runPart(values.part, config);
  const size = checkedSize(values.size);
  const dir = mkdtempSync(join(tmpdir(), 'csto-bench-'));
  const remove = (): void => rmSync(dir, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const embedder = createEmbedder({ model: config.embeddingModel, cacheDir: join(config.dataDir, 'models') });
    await benchSeeds({ ...config, dataDir: join(dir, 'seeds'), seedsDir: SEEDS }, embedder, values.json);
    await benchGrowth(dir, size, config, embedder, values.json);
  } finally {
    remove();
    process.off('exit', remove);
  }
  return 0;
};

async function runPart(part: string, config: CorpusConfig): Promise<number> {
  if (part !== 'start' && part !== 'memory') throw new InputError(`--part ${JSON.stringify(part)} is not start or memory`);
  writeRow(part === 'start' ? await startParts(config) : await ownPeak(config));
  return 0;
}

function checkedSize(text: string): number {
  const size = Number(text);
  if (!/^\d+$/.test(text) || size <= SMALL || size > LARGEST)
    throw new InputError(`--size ${JSON.stringify(text)} is not a number of passages above ${SMALL} and up to ${LARGEST}`);
  return size;
}

/** What a reader of the project's own documents waits for. */
async function benchSeeds(config: CorpusConfig, embedder: Embedder, json: boolean): Promise<void> {
  const questions = await withCorpus(config, 'csto bench', (corpus) => measureQuestions(corpus, embedder));
  show('A question over the seeds', questions, json);
  show('A start over the seeds', await measureWarmStart(config), json);
}

/** What becomes of the search as the corpus grows. */
async function benchGrowth(dir: string, size: number, config: CorpusConfig, embedder: Embedder, json: boolean): Promise<void> {
  const bar = progressBar(process.stderr);
  try {
    const real = await loadMaterial(embedder, (done, total) => bar.update('embedding real sentences', done, total));
    const measure = (count: number): Promise<SizeMeasured> => measureSize(count, join(dir, String(count)), real, embedder, config.embeddingModel, bar);
    const small = await measure(SMALL);
    const large = await measure(size);
    show('Search as the corpus grows', growth(small, large), json);
    show('Index', [...small.figures, ...large.figures], json);
    show('Memory', await measureMemory(small, large, config), json);
  } finally {
    bar.stop();
  }
}

function growth(small: SizeMeasured, large: SizeMeasured): Figure[] {
  const name = (one: SizeMeasured, which: string): string => `search at ${one.size.toLocaleString('en-GB')}, ${which}`;
  return (['first', 'again'] as const).flatMap((which) => {
    const label = which === 'first' ? 'new questions' : 'asked again';
    const baseline = name(small, label);
    return [...timeFigures(baseline, small[which]), ...timeFigures(name(large, label), large[which], { name: baseline, times: small[which], target: '3x' })];
  });
}
