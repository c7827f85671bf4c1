import { fileURLToPath } from 'node:url';
import { loadQuestions } from '../evaluation.ts';

const QUESTIONS = fileURLToPath(new URL('../../test/questions', import.meta.url));

/** The project's evaluation questions: one half to warm up on, the other, not asked before, to measure. */
export function benchQuestions(): { warmUp: readonly string[]; measured: readonly string[] } {
  const texts = (split: 'tune' | 'report'): string[] => loadQuestions(QUESTIONS, split).map(({ question }) => question);
  return { warmUp: texts('tune'), measured: texts('report') };
}
