/**
 * Fits retrieval/relevance.json: how much each kind of evidence says that a sentence answers a question, for each
 * pair of languages. Run `npm run fit` after the model, the lexicon or the features have changed.
 *
 * Data: the tune split of the project's questions over the seeds, and the authored passages that the model never
 * saw, half of them stored in English and half in Russian, asked in all seven languages. The report split is not read.
 *
 * Method: weights by listwise softmax regression (the right sentence against all other candidates of its question),
 * shared by all pairs with a deviation of its own for each pair that is held small; then one scale and bias (Platt)
 * that make the log-odds of a best candidate the probability that it is right.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCorpus, type CorpusFile, type Language } from '../../retrieval/mod.ts';
import { FEATURES, languagePair, type Calibration, type LanguagePair } from '../../retrieval/relevance.ts';
import { loadQuestions, type EvaluationQuestion } from '../../src/evaluation.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAIRS = ['same', 'cross', 'far'] as const;
const QUESTION_COLUMNS: readonly (Language | null)[] = [null, null, 'en', 'ru', 'be', 'kk', 'ky', 'tg', 'hy', 'en', 'ru', 'en', 'ru'];

/** A candidate sentence as numbers: 1 for the bias, then FEATURES. */
interface Row {
  readonly pair: LanguagePair;
  readonly x: readonly number[];
  readonly right: boolean;
}
type List = readonly Row[];

const HELD_OUT_PERCENT = 10;

/** The same cut as in retrieval/model/training/holdout.py: passages the model was not trained on. */
function isHeldOut(passage: string): boolean {
  const normal = passage.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();
  return parseInt(createHash('sha256').update(normal).digest('hex').slice(0, 8), 16) % 100 < HELD_OUT_PERCENT;
}

interface Authored {
  readonly files: readonly { file: string; bytes: Uint8Array }[];
  readonly questions: readonly EvaluationQuestion[];
}

function authored(): Authored {
  const dir = join(ROOT, 'retrieval/model/training/authored');
  const rows = readdirSync(dir)
    .filter((file) => file.startsWith('questions-'))
    .sort()
    .flatMap((file) => readFileSync(join(dir, file), 'utf8').split('\n'))
    .map((line) => line.split('\t'))
    .filter((columns) => columns.length === 13 && isHeldOut(columns[0]!));
  const files: Authored['files'][number][] = [];
  const questions: EvaluationQuestion[] = [];
  rows.forEach((columns, i) => {
    const file = `authored-${i}.txt`;
    files.push({ file, bytes: Buffer.from(columns[i % 2]!) });
    QUESTION_COLUMNS.forEach((language, column) => {
      if (language)
        questions.push({ id: `${file}-${column}`, kind: 'authored', language, question: columns[column]!, gold: [{ file, contains: '', dates: [] }] });
    });
  });
  return { files, questions };
}

async function lists(corpus: CorpusFile, questions: readonly EvaluationQuestion[], sentencesEach: number): Promise<List[]> {
  const found: List[] = [];
  for (const { question, language, gold } of questions) {
    const rows = (await corpus.judge(question)).flatMap(({ passage, sentences }) =>
      sentences.slice(0, sentencesEach).map(({ evidence, text }): Row => ({
        pair: languagePair(language, passage.language),
        x: [1, ...FEATURES.map((feature) => evidence[feature])],
        right: gold.some(({ file, contains }) => file === passage.file && text.includes(contains)),
      })),
    );
    if (rows.length > 0) found.push(mostTelling(rows));
  }
  return found;
}

/** Sentences kept of a list: the right ones and those that look most like it; the rest weigh nothing. */
const KEPT = 40;

function mostTelling(rows: List): List {
  const strength = ({ x }: Row): number => x.reduce((a, b) => a + b, 0);
  const wrong = rows.filter(({ right }) => !right).sort((a, b) => strength(b) - strength(a));
  return [...rows.filter(({ right }) => right), ...wrong.slice(0, KEPT)];
}

async function withCorpus<T>(files: Authored['files'], seedsDir: string | null, use: (corpus: CorpusFile) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'csto-fit-'));
  const corpus = await openCorpus({ dataDir, seedsDir, embeddingModel: 'embedded', purpose: 'fit' });
  try {
    if (files.length > 0) await corpus.add(files);
    return await use(corpus);
  } finally {
    corpus.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Weights: shared, then the deviation of each pair. */
type Weights = readonly Float64Array[];
const SIZE = FEATURES.length + 1;
const HOLD = { shared: 1e-5, deviation: 1e-2 } as const;

function odds(weights: Weights, row: Row): number {
  const own = weights[1 + PAIRS.indexOf(row.pair)]!;
  const shared = weights[0]!;
  let sum = 0;
  for (let i = 0; i < SIZE; i++) sum += row.x[i]! * (shared[i]! + own[i]!);
  return sum;
}

/** Gradient ascent (Adam) on the mean log-probability of the right sentences among their list. */
function fitRanking(all: readonly { list: List; weight: number }[]): Weights {
  const weights = Array.from({ length: 1 + PAIRS.length }, () => new Float64Array(SIZE));
  const first = weights.map(() => new Float64Array(SIZE));
  const second = weights.map(() => new Float64Array(SIZE));
  const usable = all.filter(({ list }) => list.some((row) => row.right));
  const total = usable.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 1; step <= 300; step++) {
    const gradient = weights.map((vector, k) => vector.map((value) => -value * (k === 0 ? HOLD.shared : HOLD.deviation)));
    for (const { list, weight } of usable) addGradient(gradient, weights, list, weight / total);
    weights.forEach((vector, k) => {
      for (let i = 0; i < SIZE; i++) {
        const g = gradient[k]![i]!;
        first[k]![i] = 0.9 * first[k]![i]! + 0.1 * g;
        second[k]![i] = 0.999 * second[k]![i]! + 0.001 * g * g;
        vector[i]! += (0.1 * (first[k]![i]! / (1 - 0.9 ** step))) / (Math.sqrt(second[k]![i]! / (1 - 0.999 ** step)) + 1e-9);
      }
    });
  }
  return weights;
}

function addGradient(gradient: Float64Array[], weights: Weights, list: List, scale: number): void {
  const scores = list.map((row) => odds(weights, row));
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((a, b) => a + b, 0);
  const right = powers.reduce((sum, power, i) => sum + (list[i]!.right ? power : 0), 0);
  list.forEach((row, i) => {
    const pull = scale * ((row.right ? powers[i]! / right : 0) - powers[i]! / all);
    const own = gradient[1 + PAIRS.indexOf(row.pair)]!;
    for (let f = 0; f < SIZE; f++) {
      gradient[0]![f]! += pull * row.x[f]!;
      own[f]! += pull * row.x[f]!;
    }
  });
}

/** Platt's scale and bias over the best candidate of each question. */
function fitScale(weights: Weights, all: readonly { list: List; weight: number }[]): { scale: number; bias: number } {
  const points = all.map(({ list, weight }) => {
    const best = list.reduce((a, b) => (odds(weights, b) > odds(weights, a) ? b : a));
    return { score: odds(weights, best), right: best.right ? 1 : 0, weight };
  });
  let scale = 1;
  let bias = 0;
  for (let step = 0; step < 3_000; step++) {
    let ds = 0;
    let db = 0;
    let total = 0;
    for (const { score, right, weight } of points) {
      const error = (right - 1 / (1 + Math.exp(-(scale * score + bias)))) * weight;
      ds += error * score;
      db += error;
      total += weight;
    }
    scale += (0.1 * ds) / total;
    bias += (0.3 * db) / total;
  }
  return { scale, bias };
}

const tune = loadQuestions(join(ROOT, 'test/questions'), 'tune');
const { files, questions } = authored();
const seedLists = await withCorpus([], join(ROOT, 'seeds'), (corpus) => lists(corpus, tune, Infinity));
const authoredLists = await withCorpus(files, null, (corpus) => lists(corpus, questions, 1));
// Authored gold names the passage, not the sentence: there the best sentence of each stands for it, and all the many
// questions together count a fifth of the few over real news.
const weighted = [
  ...seedLists.map((list) => ({ list, weight: 1 / seedLists.length })),
  ...authoredLists.map((list) => ({ list, weight: 0.2 / authoredLists.length })),
];
const weights = fitRanking(weighted);
const { scale, bias } = fitScale(weights, weighted.slice(0, seedLists.length));
const round = (value: number): number => Math.round(value * 1000) / 1000;
const fitted = Object.fromEntries(
  PAIRS.map((pair, k) => [pair, Array.from(weights[0]!, (value, i) => round(scale * (value + weights[1 + k]![i]!) + (i === 0 ? bias : 0)))]),
) as unknown as Calibration['weights'];
const path = join(ROOT, 'retrieval/relevance.json');
const { thresholds } = JSON.parse(readFileSync(path, 'utf8')) as Calibration;
writeFileSync(path, `${JSON.stringify({ weights: fitted, thresholds }, null, 2)}\n`);
process.stderr.write(`${FEATURES.join(' ')}\n${PAIRS.map((pair) => `${pair}: ${fitted[pair].join(' ')}`).join('\n')}\n`);
for (const [name, group] of [
  ['seeds', seedLists],
  ['authored', authoredLists],
] as const) {
  const answerable = group.filter((list) => list.some((row) => row.right));
  const best = answerable.filter((list) => list.reduce((a, b) => (odds(weights, b) > odds(weights, a) ? b : a)).right);
  process.stderr.write(`${name}: ${group.length} questions, ${answerable.length} with the answer among the candidates, ${best.length} with it first\n`);
}
