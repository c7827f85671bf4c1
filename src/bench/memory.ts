import { openCorpus } from '../../retrieval/mod.ts';
import type { CorpusConfig } from '../config.ts';
import { runCli } from './child.ts';
import type { Figure } from './figures.ts';
import { benchQuestions } from './questions.ts';

export interface Peak {
  readonly peakMiB: number;
}

/** A corpus of a size, for the difference between two. */
export interface Sized {
  readonly size: number;
  readonly dataDir: string;
}

/**
 * Peak memory by the thousand passages: two processes do the same over a small corpus and a large one, and what the
 * runtime, the model and the lexicon take falls out of the difference.
 */
export async function measureMemory(small: Sized, large: Sized, config: CorpusConfig): Promise<Figure[]> {
  const peak = async ({ dataDir }: Sized): Promise<number> => ((await runCli(['bench', '--part', 'memory'], { ...config, dataDir })) as Peak).peakMiB;
  const least = await peak(small);
  const most = await peak(large);
  const named = ({ size }: Sized): string => `peak memory at ${size.toLocaleString('en-GB')}`;
  return [
    { name: named(small), value: least, unit: 'MiB' },
    { name: named(large), value: most, unit: 'MiB', ratio: most / least, baseline: named(small) },
    { name: 'peak memory per 1,000 passages', value: (most - least) / ((large.size - small.size) / 1_000), unit: 'MiB' },
  ];
}

/** Within the new process: opens the corpus, asks what the evaluation asks, and says how large the process has been. */
export async function ownPeak({ dataDir, embeddingModel }: CorpusConfig): Promise<Peak> {
  const corpus = await openCorpus({ dataDir, seedsDir: null, embeddingModel, purpose: 'csto bench' });
  for (const question of benchQuestions().warmUp) await corpus.ask(question);
  corpus.close();
  return { peakMiB: process.resourceUsage().maxRSS / 1024 };
}
