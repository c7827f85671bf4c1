import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const root = mkdtempSync(join(tmpdir(), 'csto-cli-'));
const dataDir = join(root, 'data');
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command in a process of its own. */
function csto(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  return new Promise((done) => {
    const options = { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir, ...env } };
    execFile(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], options, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const rows = (run: Run): Record<string, unknown>[] =>
  run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('csto', () => {
  test('answers for people, with the source and where its date is from', async () => {
    const { code, stdout } = await csto(['ask', 'Who chairs the CSTO in 2025?']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/from Kazakhstan to Kyrgyzstan in 2025\. \[1\]/);
    expect(stdout).toMatch(/\[1\] 000_bffb2038e424a82c\.txt · 2024-11-28 \(stated in the document\)/);
  });

  test('answers a batch in rows of the agreed shape', async () => {
    const batch = join(root, 'batch.jsonl');
    writeFileSync(batch, '{"id":"a","question":"Кто возглавил ОДКБ в 2024 году?"}\n\n{"id":7,"question":"Best pizza recipe?"}\n');
    const run = await csto(['ask', '--json', '--batch', batch]);
    const [first, second] = rows(run);
    expect(Object.keys(first!)).toEqual(['id', 'question', 'language', 'status', 'answer', 'citations', 'timings']);
    expect(first).toMatchObject({ id: 'a', language: 'ru', status: 'answered' });
    const [citation] = first!.citations as Record<string, unknown>[];
    expect(Object.keys(citation!)).toEqual([
      'n',
      'id',
      'file',
      'title',
      'date',
      'datePrecision',
      'dateSource',
      'dateEvidence',
      'quote',
      'start',
      'end',
      'language',
      'score',
    ]);
    expect(readFileSync(join(ROOT, 'seeds', String(citation!.file)), 'utf8').slice(Number(citation!.start), Number(citation!.end))).toBe(citation!.quote);
    expect(second).toMatchObject({ id: 7, status: 'notFound', citations: [] });
    expect(run.stderr).toBe('');
  });

  test('searches in rows of the agreed shape', async () => {
    const [row] = rows(await csto(['search', 'peacekeeping', '--k', '3', '--json']));
    const hits = row!.hits as Record<string, unknown>[];
    expect(hits).toHaveLength(3);
    expect(Object.keys(hits[0]!)).toEqual(
      expect.arrayContaining(['file', 'ordinal', 'start', 'end', 'text', 'date', 'dateSource', 'language', 'score', 'ranks', 'matched']),
    );
    expect(hits[0]!.ranks).toHaveProperty('dense');
    expect(hits[0]!.ranks).toHaveProperty('lexical');
  });

  test('adds, lists, verifies and removes documents', async () => {
    const own = { DATA_DIR: join(root, 'own') };
    const path = join(root, 'granite.md');
    writeFileSync(path, '# Granite\n\nThe exercise Granite Shield opened near Yerevan on 3 September 2019.');
    expect((await csto(['corpus', 'add', path], own)).stdout).toBe('granite.md: added, 1 passages\n');
    expect((await csto(['corpus', 'add', path], own)).stdout).toBe('granite.md: unchanged\n');
    expect((await csto(['corpus', 'list'], own)).stdout).toContain('granite.md · 2019-09-03 · en');
    expect(await csto(['corpus', 'verify'], own)).toMatchObject({ code: 0 });
    expect((await csto(['corpus', 'remove', 'granite.md'], own)).stdout).toBe('granite.md: removed\n');
    expect(rows(await csto(['corpus', 'stats', '--json'], own))[0]).toMatchObject({ documents: 5 });
  });

  test.each([
    [['ask'], {}, /takes one question/],
    [['ask', ''], {}, /empty/],
    [['ask', 'x'.repeat(100_000)], {}, /100000 characters/],
    [['ask', 'who', '--lang', 'xx'], {}, /"xx" is not one of en, ru/],
    [['ask', '--nonsense', 'x'], {}, /--nonsense/],
    [['search', 'x', '--k', '0'], {}, /--k "0"/],
    [['ask', '--batch', '/no/such.jsonl'], {}, /\/no\/such\.jsonl/],
    [['corpus', 'add', '/no/such.txt'], {}, /\/no\/such\.txt.*ENOENT/],
    [['corpus', 'remove', 'nothing.txt'], {}, /nothing\.txt/],
    [['corpus', 'burn'], {}, /burn/],
    [['dance'], {}, /"dance"/],
    [['ask', 'x'], { DATA_DIR: '/proc/none' }, /\/proc\/none/],
    [['ask', 'x'], { SEEDS_DIR: '/no/seeds', DATA_DIR: '/tmp/csto-no-seeds' }, /\/no\/seeds/],
    [['ask', 'x'], { LOG_LEVEL: 'loud' }, /LOG_LEVEL.*loud/],
  ] as [string[], Record<string, string>, RegExp][])('says what is wrong in one line and exits with 2: %s', async (args, env, message) => {
    const { code, stdout, stderr } = await csto(args, env);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('names the line of a batch that is no JSON', async () => {
    const batch = join(root, 'broken.jsonl');
    writeFileSync(batch, '{"id":1,"question":"What is the CSTO?"}\n{"id":2,\n');
    const { code, stderr } = await csto(['ask', '--json', '--batch', batch]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/broken\.jsonl:2 is not JSON/);
  });
});
