import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Citation, Language } from '../retrieval/mod.ts';

/** A right answer: the quote holds these words of this file; its date is one of these (null: undated). */
export interface Gold {
  readonly file: string;
  readonly contains: string;
  readonly dates: readonly (string | null)[];
}

/** A question with its right answers; none where the corpus does not say. */
export interface EvaluationQuestion {
  readonly id: string;
  readonly kind: string;
  readonly language: Language;
  readonly question: string;
  readonly gold: readonly Gold[];
}

export type Split = 'tune' | 'report';

/** Half of the questions by hash of their id: what is tuned on is never reported. */
export function splitOf(id: string): Split {
  return createHash('sha256').update(id).digest()[0]! % 2 === 0 ? 'tune' : 'report';
}

/** The questions of a folder of .jsonl files, of one split or all. */
export function loadQuestions(dir: string, split: Split | null): EvaluationQuestion[] {
  return readdirSync(dir)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(dir, file), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== ''),
    )
    .map((line) => JSON.parse(line) as EvaluationQuestion)
    .filter(({ id }) => split === null || splitOf(id) === split);
}

/** What one answer was worth. */
export interface Judged {
  readonly question: EvaluationQuestion;
  readonly status: Answer['status'];
  readonly hit1: boolean;
  readonly hit3: boolean;
  /** Whether the first right citation has an acceptable date; null without a hit. */
  readonly dateRight: boolean | null;
  readonly verbatim: boolean;
}

/** @param original the stored text of a file, to hold quotes against */
export function judge(question: EvaluationQuestion, answer: Answer, original: (file: string) => string): Judged {
  const right = (citation: Citation): Gold | undefined => question.gold.find((gold) => gold.file === citation.file && citation.quote.includes(gold.contains));
  const top = answer.citations.slice(0, 3);
  const first = top.find(right);
  return {
    question,
    status: answer.status,
    hit1: top[0] !== undefined && right(top[0]) !== undefined,
    hit3: first !== undefined,
    dateRight: first ? right(first)!.dates.includes(first.date?.date ?? null) : null,
    verbatim: answer.citations.every(({ file, start, end, quote }) => original(file).slice(start, end) === quote),
  };
}

/** Shares, 0-1, over a group of judged answers; null where the group has no such question. */
export interface Scores {
  readonly questions: number;
  readonly hit1: number | null;
  readonly hit3: number | null;
  readonly date: number | null;
  readonly verbatim: number;
  /** Of the questions that the corpus does not answer: refused with notFound; with notFound or unsure. */
  readonly refused: number | null;
  readonly notAnswered: number | null;
  /** Of the questions that it answers: refused all the same. */
  readonly falselyRefused: number | null;
}

export function score(group: readonly Judged[]): Scores {
  const answerable = group.filter(({ question }) => question.gold.length > 0);
  const unanswerable = group.filter(({ question }) => question.gold.length === 0);
  const dated = answerable.filter(({ dateRight }) => dateRight !== null);
  return {
    questions: group.length,
    hit1: share(answerable, (one) => one.hit1),
    hit3: share(answerable, (one) => one.hit3),
    date: share(dated, (one) => one.dateRight === true),
    verbatim: share(group, (one) => one.verbatim) ?? 1,
    refused: share(unanswerable, (one) => one.status === 'notFound'),
    notAnswered: share(unanswerable, (one) => one.status !== 'answered'),
    falselyRefused: share(answerable, (one) => one.status === 'notFound'),
  };
}

function share(group: readonly Judged[], holds: (one: Judged) => boolean): number | null {
  return group.length === 0 ? null : group.filter(holds).length / group.length;
}
