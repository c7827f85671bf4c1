import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { InputError, LANGUAGES, type Language, type RankBy } from '../../retrieval/mod.ts';

/** What `ask` and `search` are called with. */
export interface QuestionArgs {
  readonly json: boolean;
  /** One question, or the file of a batch. */
  readonly question: string | null;
  readonly batch: string | null;
  readonly language: Language | null;
  readonly k: number;
  readonly by: RankBy;
}

/** @throws InputError or Node's own ERR_PARSE_ARGS errors on what does not fit */
export function parseQuestionArgs(argv: readonly string[], command: string): QuestionArgs {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      batch: { type: 'string' },
      lang: { type: 'string' },
      k: { type: 'string', default: '10' },
      by: { type: 'string', default: 'both' },
    },
  });
  const { json, batch, lang, k, by } = values;
  if ((batch === undefined) === (positionals.length === 0))
    throw new InputError(`${command} takes one question, or --batch FILE: csto ${command} "Who chairs the CSTO?"`);
  if (positionals.length > 1) throw new InputError(`${command} takes one question, got ${positionals.length}; put it in quotes`);
  if (lang !== undefined && !(LANGUAGES as readonly string[]).includes(lang))
    throw new InputError(`--lang ${JSON.stringify(lang)} is not one of ${LANGUAGES.join(', ')}`);
  if (!/^\d{1,3}$/.test(k) || Number(k) < 1 || Number(k) > 200) throw new InputError(`--k ${JSON.stringify(k)} is not a number from 1 to 200`);
  if (by !== 'both' && by !== 'dense' && by !== 'lexical') throw new InputError(`--by ${JSON.stringify(by)} is not both, dense or lexical`);
  return {
    by,
    json: json || batch !== undefined,
    batch: batch ?? null,
    question: positionals[0] ?? null,
    language: (lang as Language | undefined) ?? null,
    k: Number(k),
  };
}

export interface AskedQuestion {
  readonly id: string | number | null;
  readonly question: string;
}

/** The questions of a call: the one given, or the lines of the batch, read as they are needed. */
export async function* questionsOf({ question, batch }: QuestionArgs): AsyncGenerator<AskedQuestion> {
  if (question !== null) yield { id: null, question };
  if (batch !== null) yield* batchLines(batch);
}

async function* batchLines(file: string): AsyncGenerator<AskedQuestion> {
  if (!existsSync(file)) throw new InputError(`there is no file ${file}; --batch takes a file with one {"id","question"} a line`);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() !== '') yield parseLine(line.replace(/^\ufeff/, ''), `${file}:${number}`);
  }
}

function parseLine(line: string, place: string): AskedQuestion {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (error) {
    throw new InputError(`${place} is not JSON (${(error as Error).message}); each line is {"id": …, "question": "…"}`, { cause: error });
  }
  const { id, question } = (row ?? {}) as Partial<AskedQuestion>;
  if (typeof question !== 'string') throw new InputError(`${place} has no "question"; each line is {"id": …, "question": "…"}`);
  if (question.trim() === '') throw new InputError(`${place} has an empty question`);
  return { id: id ?? null, question };
}
