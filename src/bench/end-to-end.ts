import type { CorpusFile } from '../../retrieval/mod.ts';
import type { Embedder } from '../../retrieval/embedder.ts';
import { timeFigures, type Figure } from './figures.ts';
import { benchQuestions } from './questions.ts';

/** Times round the questions: the slowest of a hundred needs some hundreds. */
const ROUNDS = 3;

/**
 * A whole question beside the embedding of its text alone, which no search by meaning can do without. The two take
 * turns, question by question, so that whatever else the machine does weighs on both.
 */
export async function measureQuestions(corpus: CorpusFile, embedder: Embedder): Promise<Figure[]> {
  const { warmUp, measured } = benchQuestions();
  for (const question of warmUp) {
    await embedder.embedQuery(question);
    await corpus.ask(question);
  }
  const alone: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const question of measured) {
      alone.push(await timed(() => embedder.embedQuery(question)));
      whole.push(await timed(() => corpus.ask(question)));
    }
  const baseline = 'embedding alone';
  return [...timeFigures(baseline, alone), ...timeFigures('question end to end', whole, { name: baseline, times: alone, target: '2x' })];
}

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
