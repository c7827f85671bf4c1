import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = ['retrieval', 'bot', 'src'] as const;

/** The one file of each heavy dependency, and of its types. */
const GATES: Readonly<Record<string, RegExp>> = {
  grammy: /^bot\/(?:grammy|grammy\/.+)\.ts$/,
  '@grammyjs/runner': /^bot\/(?:grammy|grammy\/.+)\.ts$/,
  '@grammyjs/auto-retry': /^bot\/(?:grammy|grammy\/.+)\.ts$/,
  telegraf: /^bot\/(?:telegraf|telegraf\/.+)\.ts$/,
  '@huggingface/transformers': /^retrieval\/embedder\.ts$/,
  'hnswlib-node': /^retrieval\/vector-index\.ts$/,
  'better-sqlite3': /^(?:retrieval\/store|bot\/memory\/sqlite)\.ts$/,
  '@langchain/core': /^retrieval\/langchain\.ts$/,
  hono: /^src\/(?:http|web|playground)(?:\/.+)?\.ts$/,
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.d.ts'),
);

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(ROOT, from), 'utf8');
  return Array.from(text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm), (match) => {
    const name = (match[2] ?? match[3])!;
    const to = name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(from), name)) : name;
    return { from, to, typeOnly: match[1] !== undefined };
  });
});
const local = imports.filter(({ to }) => FOLDERS.some((folder) => to.startsWith(`${folder}/`)) || to.startsWith('test/'));

test('imports run one way: src, bot, retrieval; nothing imports tests', () => {
  const level = (file: string): number => FOLDERS.findIndex((folder) => file.startsWith(`${folder}/`));
  const wrong = local.filter(({ from, to }) => to.startsWith('test/') || level(to) > level(from));
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('the bot sees only the public surface of retrieval', () => {
  const wrong = local.filter(({ from, to }) => from.startsWith('bot/') && to.startsWith('retrieval/') && to !== 'retrieval/mod.ts');
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('a heavy dependency is named in its gate file and nowhere else', () => {
  const packageOf = (to: string): string =>
    to
      .split('/')
      .slice(0, to.startsWith('@') ? 2 : 1)
      .join('/');
  const wrong = imports.filter(({ from, to }) => GATES[packageOf(to)] && !GATES[packageOf(to)]!.test(from));
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('there are no import cycles', () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of local) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    else if (!done.has(file)) for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('only the entry points read the environment', () => {
  const readers = files.filter((file) => /\bprocess\.env\b/.test(readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')));
  expect(readers.filter((file) => !['src/main.ts', 'src/cli.ts'].includes(file))).toEqual([]);
});

test('the top level holds the five folders and configuration', () => {
  const folders = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  expect(folders.filter((name) => !['node_modules', 'data', 'coverage', 'shared'].includes(name)).sort()).toEqual(['bot', 'retrieval', 'seeds', 'src', 'test']);
});
