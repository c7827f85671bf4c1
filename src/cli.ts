import { InputError } from '../retrieval/mod.ts';
import { askCommand } from './commands/ask.ts';
import { benchCommand } from './commands/bench.ts';
import { corpusCommand } from './commands/corpus.ts';
import { evalCommand } from './commands/eval.ts';
import { searchCommand } from './commands/search.ts';
import { parseCorpusConfig } from './config.ts';
import type { Command } from './commands/command.ts';

const COMMANDS: Readonly<Record<string, Command>> = { ask: askCommand, search: searchCommand, corpus: corpusCommand, eval: evalCommand, bench: benchCommand };

const HELP = `csto answers questions from a corpus of documents, with verbatim, dated citations.

  csto ask "question" [--json] [--lang xx]            answer a question
  csto ask --json --batch FILE                        answer {"id","question"} lines, a row each
  csto search "question" [--k 10] [--json] [--batch FILE]
                                                      the passages nearest to a question
  csto corpus list | stats | verify [--json]          what the corpus holds; check every span, hash and vector
  csto corpus add PATH… | remove FILE                 change the corpus
  csto eval [--split tune|report] [--json]            quality on the project's questions
  csto bench [--json]                                 speed, beside baselines of the same run

Environment: DATA_DIR (./data), SEEDS_DIR (./seeds), EMBEDDING_MODEL (embedded), LOG_LEVEL. See README.md.
`;

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new InputError(`there is no command ${JSON.stringify(name)}; the commands are ${Object.keys(COMMANDS).join(', ')}`);
  return command(rest, parseCorpusConfig(process.env));
}

/** People's mistakes get one clear line; a surprise keeps its stack, which is what a bug report needs. */
function report(error: unknown): number {
  const isMistake = error instanceof InputError || (error instanceof TypeError && (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS'));
  process.stderr.write(isMistake ? `csto: ${(error as Error).message}\n` : `csto: ${(error as Error).stack ?? String(error)}\n`);
  return isMistake ? 2 : 1;
}

// A reader of the output that goes away (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv.slice(2)).catch(report);
