import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InputError, type CorpusFile, type RankBy } from '../../retrieval/mod.ts';
import { judge, loadQuestions, score, type EvaluationQuestion, type Judged, type Scores } from '../evaluation.ts';
import { writeLine, writeRow, type Command } from './command.ts';
import { withCorpus } from './open.ts';

const QUESTIONS = fileURLToPath(new URL('../../test/questions', import.meta.url));
const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));

/** `csto eval`: the project's questions over its seeds, in a corpus of their own. */
export const evalCommand: Command = async (argv, config) => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      split: { type: 'string', default: 'report' },
      json: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
      questions: { type: 'string', default: QUESTIONS },
    },
  });
  const { split } = values;
  if (split !== 'tune' && split !== 'report' && split !== 'all') throw new InputError(`--split ${JSON.stringify(split)} is not tune, report or all`);
  const questions = loadQuestions(values.questions, split === 'all' ? null : split);
  const dataDir = mkdtempSync(join(tmpdir(), 'csto-eval-'));
  try {
    await withCorpus({ ...config, dataDir, seedsDir: SEEDS }, 'csto eval', async (corpus) => {
      const judged = await askAll(corpus, questions, 'both');
      const tables = { both: judged, dense: await askAll(corpus, questions, 'dense'), lexical: await askAll(corpus, questions, 'lexical') };
      for (const [by, group] of Object.entries(tables)) for (const [name, scores] of groups(group, by === 'both')) show(by, name, scores, values.json);
      if (values.misses)
        judged
          .filter(isMiss)
          .forEach((one) => writeLine(`miss ${one.question.id} ${one.status} hit3=${one.hit3} date=${one.dateRight}: ${one.question.question}`));
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return 0;
};

async function askAll(corpus: CorpusFile, questions: readonly EvaluationQuestion[], by: RankBy): Promise<Judged[]> {
  const texts = new Map<string, string>();
  const original = (file: string): string => {
    if (!texts.has(file)) texts.set(file, readFileSync(join(SEEDS, file), 'utf8'));
    return texts.get(file)!;
  };
  const judged: Judged[] = [];
  for (const question of questions) judged.push(judge(question, await corpus.ask(question.question, { by }), original));
  return judged;
}

/** All, and for the fused search each kind and language. */
function groups(judged: readonly Judged[], detailed: boolean): [string, Scores][] {
  const by = (name: 'kind' | 'language'): [string, Scores][] =>
    [...new Set(judged.map(({ question }) => question[name]))]
      .sort()
      .map((value) => [`${name} ${value}`, score(judged.filter(({ question }) => question[name] === value))]);
  const answerable = judged.filter(({ question }) => question.gold.length > 0);
  const all: [string, Scores] = ['all', score(judged)];
  return detailed ? [all, ['answerable', score(answerable)], ...by('kind'), ...by('language')] : [all];
}

function show(by: string, name: string, scores: Scores, json: boolean): void {
  if (json) return writeRow({ by, group: name, ...scores });
  const part = (label: string, value: number | null): string => (value === null ? '' : `  ${label} ${value.toFixed(3)}`);
  const alone = by !== 'both';
  writeLine(
    `${by.padEnd(8)} ${name.padEnd(24)} n ${String(scores.questions).padStart(3)}${part('hit@1', scores.hit1)}${part('hit@3', scores.hit3)}${part('date', scores.date)}` +
      (alone
        ? ''
        : `${part('verbatim', scores.verbatim)}${part('refused', scores.refused)}${part('not answered', scores.notAnswered)}${part('falsely refused', scores.falselyRefused)}`),
  );
}

function isMiss({ question, hit1, status, dateRight }: Judged): boolean {
  return question.gold.length > 0 ? !hit1 || status === 'notFound' || dateRight === false : status !== 'notFound';
}
