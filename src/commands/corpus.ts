import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError, type CorpusFile, type SourceFile } from '../../retrieval/mod.ts';
import { writeLine, writeRow, type Command } from './command.ts';
import { withCorpus } from './open.ts';

type Action = (corpus: CorpusFile, names: readonly string[], json: boolean) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = { list, stats, verify, add, remove };

/** `csto corpus list|add|remove|stats|verify`. */
export const corpusCommand: Command = async (argv, config) => {
  const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  const [name = '', ...names] = positionals;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new InputError(`csto corpus ${name || '(nothing)'}: say one of ${Object.keys(ACTIONS).join(', ')}`);
  return withCorpus(config, `csto corpus ${name}`, (corpus) => action(corpus, names, values.json));
};

async function list(corpus: CorpusFile, _names: readonly string[], json: boolean): Promise<number> {
  for (const { file, title, date, language, passages, bytes, version } of corpus.documents()) {
    if (json) writeRow({ file, title, date: date?.date ?? null, dateSource: date?.source ?? null, language, passages, bytes, version });
    else writeLine(`${file} · ${date?.date ?? 'undated'} · ${language} · ${passages} passages · ${bytes} bytes · ${title}`);
  }
  return 0;
}

async function stats(corpus: CorpusFile, _names: readonly string[], json: boolean): Promise<number> {
  const coverage = corpus.coverage();
  if (json) writeRow(coverage);
  else for (const [name, value] of Object.entries(coverage)) writeLine(`${name}: ${Array.isArray(value) ? value.join(' ') : String(value ?? 'none')}`);
  return 0;
}

async function verify(corpus: CorpusFile, _names: readonly string[], json: boolean): Promise<number> {
  const problems = await corpus.check();
  for (const problem of problems) {
    if (json) writeRow(problem);
    else writeLine(`${problem.file}: ${problem.problem}`);
  }
  const { documents, passages } = corpus.coverage();
  if (!json)
    writeLine(
      problems.length === 0
        ? `sound: ${documents} documents, ${passages} passages, every span, hash, embedding and index entry`
        : `${problems.length} problems`,
    );
  return problems.length === 0 ? 0 : 1;
}

async function add(corpus: CorpusFile, paths: readonly string[], json: boolean): Promise<number> {
  if (paths.length === 0) throw new InputError('csto corpus add takes files or folders: csto corpus add news/2024.txt');
  for (const receipt of await corpus.add(paths.flatMap(readSources))) {
    if (json) writeRow(receipt);
    else writeLine(`${receipt.file}: ${receipt.outcome}${receipt.outcome === 'unchanged' ? '' : `, ${receipt.passages} passages`}`);
  }
  return 0;
}

async function remove(corpus: CorpusFile, names: readonly string[]): Promise<number> {
  if (names.length === 0) throw new InputError('csto corpus remove takes names of documents; `csto corpus list` names them');
  for (const name of names) {
    await corpus.remove(name);
    writeLine(`${name}: removed`);
  }
  return 0;
}

/** Names of the formats that are read. */
const READABLE = /\.(?:txt|md|markdown)$/i;

/** A file, or the readable files of a folder by their paths within it. */
function readSources(path: string): SourceFile[] {
  if (!isFolder(path)) {
    if (!READABLE.test(path)) throw new InputError(`${path} is not read: text (.txt) and Markdown (.md) are`);
    return [{ file: basename(path), bytes: readFileSync(path) }];
  }
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && READABLE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new InputError(`the folder ${path} has no .txt or .md files`);
  return files.map((file) => ({ file: relative(path, file).split(sep).join('/'), bytes: readFileSync(file) }));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new InputError(`cannot read ${path} (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); give a file or folder that exists`, { cause: error });
  }
}
