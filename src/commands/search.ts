import type { Hit } from '../../retrieval/mod.ts';
import { dateFields, round, rounded } from './ask.ts';
import { writeLine, writeRow, type Command } from './command.ts';
import { withCorpus } from './open.ts';
import { parseQuestionArgs, questionsOf } from './questions.ts';

/** `csto search`: the nearest passages, with what brought each to its place. */
export const searchCommand: Command = async (argv, config) => {
  const args = parseQuestionArgs(argv, 'search');
  await withCorpus(config, 'csto search', async (corpus) => {
    for await (const { id, question } of questionsOf(args)) {
      const { hits, language, timings } = await corpus.search(question, { k: args.k, by: args.by, ...(args.language && { language: args.language }) });
      if (args.json) writeRow({ id, question, language, hits: hits.map(hitRow), timings: rounded(timings) });
      else hits.forEach(showHit);
    }
  });
  return 0;
};

function hitRow({ passage, score, ranks, matched, dateMatch }: Hit): object {
  const { file, ordinal, start, end, text, date, language } = passage;
  return { file, ordinal, start, end, text, ...dateFields(date), language, score: round(score), ranks, matched, dateMatch };
}

function showHit({ passage, score, ranks, matched }: Hit, i: number): void {
  const { file, ordinal, date, text } = passage;
  writeLine(
    `${i + 1}. ${file}#${ordinal} · ${date?.date ?? 'undated'} · ${score.toFixed(3)} (dense ${ranks.dense ?? '–'}, lexical ${ranks.lexical ?? '–'}; ${matched.join(' ') || 'no word in common'})`,
  );
  writeLine(`   ${text.replace(/\s+/g, ' ').slice(0, 240)}\n`);
}
