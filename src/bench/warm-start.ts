import { openCorpus } from '../../retrieval/mod.ts';
import type { CorpusConfig } from '../config.ts';
import { runCli } from './child.ts';
import { timed } from './end-to-end.ts';
import { median, type Figure } from './figures.ts';

const STARTS = 5;

const QUESTION = 'Who chairs the CSTO in 2025?';

/** What a process that has just started found of itself, in ms. */
export interface StartParts {
  /** When the command began, in ms since 1970. */
  readonly began: number;
  /** Following the seeds and loading the index. */
  readonly open: number;
  /** The first embedding, which waits for the model. */
  readonly model: number;
  /** Search and answer, with nothing in memory yet. */
  readonly answer: number;
}

/** A new process over a corpus that is there: the whole of `csto ask`, and its parts as the process itself sees them. */
export async function measureWarmStart(config: CorpusConfig): Promise<Figure[]> {
  const whole: number[] = [];
  const processStart: number[] = [];
  const parts: StartParts[] = [];
  for (let i = 0; i < STARTS; i++) {
    whole.push(await timed(() => runCli(['ask', QUESTION, '--json'], config)));
    const spawned = Date.now();
    const own = (await runCli(['bench', '--part', 'start'], config)) as StartParts;
    processStart.push(own.began - spawned);
    parts.push(own);
  }
  const part = (name: 'open' | 'model' | 'answer'): number => median(parts.map((one) => one[name]));
  return [
    { name: 'warm start, csto ask from start to exit', value: median(whole), unit: 'ms' },
    { name: 'warm start: process and modules', value: median(processStart), unit: 'ms' },
    { name: 'warm start: index and seeds', value: part('open'), unit: 'ms' },
    { name: 'warm start: model', value: part('model'), unit: 'ms' },
    { name: 'warm start: first answer', value: part('answer'), unit: 'ms' },
  ];
}

/** Within the new process: the parts of its start. */
export async function startParts({ dataDir, seedsDir, embeddingModel }: CorpusConfig): Promise<StartParts> {
  const began = Date.now();
  const started = performance.now();
  const corpus = await openCorpus({ dataDir, seedsDir, embeddingModel, purpose: 'csto bench' });
  const open = performance.now() - started;
  const { timings } = await corpus.ask(QUESTION);
  corpus.close();
  return { began, open, model: timings.embedMs, answer: timings.totalMs - timings.embedMs };
}
