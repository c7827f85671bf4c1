import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CorpusConfig } from '../config.ts';

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));

/** A bound, not a wait: a start that takes longer is broken. */
const TIMEOUT_MS = 300_000;

const run = promisify(execFile);

/** Runs `csto` in a process of its own, with settings of its own and no others; returns its last line, parsed. */
export async function runCli(args: readonly string[], { dataDir, seedsDir, embeddingModel }: CorpusConfig): Promise<unknown> {
  const { stdout } = await run(process.execPath, ['--import', import.meta.resolve('tsx'), CLI, ...args], {
    env: { DATA_DIR: resolve(dataDir), SEEDS_DIR: resolve(seedsDir), EMBEDDING_MODEL: embeddingModel },
    timeout: TIMEOUT_MS,
    maxBuffer: 2 ** 24,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}
