import type { Answer, Citation, PassageDate } from '../../retrieval/mod.ts';
import { writeLine, writeRow, type Command } from './command.ts';
import { withCorpus } from './open.ts';
import { parseQuestionArgs, questionsOf } from './questions.ts';

/** `csto ask`: cited answers, for people or as JSON rows. */
export const askCommand: Command = async (argv, config) => {
  const args = parseQuestionArgs(argv, 'ask');
  await withCorpus(config, 'csto ask', async (corpus) => {
    for await (const { id, question } of questionsOf(args)) {
      const answer = await corpus.ask(question, args.language ? { language: args.language } : {});
      if (args.json) writeRow(answerRow(id, answer));
      else showAnswer(answer);
    }
  });
  return 0;
};

/** The row of an answer; its shape is a contract with those who read it. */
export function answerRow(id: string | number | null, { question, language, status, answer, citations, timings }: Answer): object {
  return { id, question, language, status, answer, citations: citations.map(citationRow), timings: rounded(timings) };
}

function citationRow({ n, id, file, title, date, quote, start, end, language, score }: Citation): object {
  return { n, id, file, title, ...dateFields(date), quote, start, end, language, score: round(score) };
}

export function dateFields(date: PassageDate | null): {
  date: string | null;
  datePrecision: string | null;
  dateSource: string | null;
  dateEvidence: string | null;
} {
  return { date: date?.date ?? null, datePrecision: date?.precision ?? null, dateSource: date?.source ?? null, dateEvidence: date?.evidence ?? null };
}

export function rounded(timings: Answer['timings']): object {
  return Object.fromEntries(Object.entries(timings).map(([name, ms]) => [name, round(ms as number)]));
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const SOURCE_WORDS = { stated: 'stated in the document', dateline: 'from the line above', text: 'named in the text', operator: 'set by an operator' } as const;

function showAnswer({ status, citations, near }: Answer): void {
  if (status === 'notFound') writeLine('The corpus does not say.');
  if (status === 'unsure') writeLine('This may not answer the question; it is the nearest that the corpus says:\n');
  for (const { quote, n } of citations) writeLine(`${quote} [${n}]\n`);
  for (const { n, file, date, id } of citations) writeLine(`[${n}] ${file} · ${date ? `${date.date} (${SOURCE_WORDS[date.source]})` : 'undated'} · ${id}`);
  if (status === 'notFound' && near.length > 0) {
    writeLine('\nNear topics, not an answer:');
    for (const { passage } of near.slice(0, 3)) writeLine(`  ${passage.file}: ${passage.text.slice(0, 100).replace(/\s+/g, ' ')}…`);
  }
}
