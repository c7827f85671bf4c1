import type { CorpusConfig } from '../config.ts';

/** A command of `csto`: its arguments in, its exit code out. Throws InputError on bad arguments. */
export type Command = (argv: readonly string[], config: CorpusConfig) => Promise<number>;

/** Writes one JSON row to stdout. */
export function writeRow(row: unknown): void {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

/** Writes a line for people to stdout. */
export function writeLine(line = ''): void {
  process.stdout.write(`${line}\n`);
}
