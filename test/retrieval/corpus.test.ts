import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CorpusBusyError, InputError, ModelLoadError, openCorpus, type CorpusFile, type CorpusOptions } from '../../retrieval/mod.ts';

const SEEDS = join(import.meta.dirname, '../../seeds');
const NOW = new Date('2025-06-01T12:00:00Z');
const root = mkdtempSync(join(tmpdir(), 'csto-corpus-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let made = 0;
const folder = (): string => join(root, String(made++));
const open = (options: Partial<CorpusOptions> = {}): Promise<CorpusFile> =>
  openCorpus({ dataDir: folder(), seedsDir: SEEDS, embeddingModel: 'embedded', now: () => NOW, ...options });
const file = (name: string, text: string): { file: string; bytes: Uint8Array } => ({ file: name, bytes: Buffer.from(text) });

describe('the seeds', () => {
  let corpus: CorpusFile;
  beforeAll(async () => void (corpus = await open()));
  afterAll(() => corpus.close());

  test('answer with a verbatim, dated quote', async () => {
    const { status, citations, answer, language } = await corpus.ask('Who chairs the CSTO in 2025?');
    expect(status).toBe('answered');
    expect(language).toBe('en');
    const [first] = citations;
    expect(first).toMatchObject({ n: 1, file: '000_bffb2038e424a82c.txt', date: { date: '2024-11-28', source: 'stated', precision: 'day' } });
    expect(first!.quote).toContain('will pass from Kazakhstan to Kyrgyzstan in 2025');
    expect(answer).toContain(`${first!.quote} [1]`);
    for (const { file: name, start, end, quote } of citations) expect(readFileSync(join(SEEDS, name), 'utf8').slice(start, end)).toBe(quote);
  });

  test.each([
    ['kto vhodit v ODKB', 'ru', 'входят Армения, Казахстан'],
    ['Какие страны входят в ОДКБ?', 'ru', 'входят Армения, Казахстан'],
    ['Какими путями Бишкек намерен бороться с незаконным оборотом наркотиков?', 'ru', 'illegal drug trade'],
    ['Who is the secretary general of the CSTO until 2026?', 'en', 'Имангали Тасмагамбетов'],
    ['Who attended the meeting of the secretaries of the security councils?', 'en', 'Grigoryan Armen'],
    ['What was reviewed by the Permanent Council on 7 July 2021?', 'en', '2021'],
  ])('%s', async (question, language, words) => {
    const answer = await corpus.ask(question);
    expect(answer.language).toBe(language);
    expect(
      answer.citations
        .slice(0, 3)
        .map(({ quote }) => quote)
        .join('\n'),
    ).toContain(words);
  });

  test.each(['Hello!', 'How do I bake a chocolate cake?', 'asdkjh qwoieu zmxnb', '🙂🙂🙂', 'Кто выиграл чемпионат мира по футболу?', '2+2=?'])(
    'do not answer %s',
    async (question) => {
      const { status, citations, answer } = await corpus.ask(question);
      expect({ status, citations, answer }).toEqual({ status: 'notFound', citations: [], answer: '' });
    },
  );

  test('read an elliptic question with the one before it', async () => {
    const previous = 'Under whose chairmanship was the CSTO session in Dushanbe?';
    const { citations } = await corpus.ask('and the SCO summit?', { previous });
    expect(citations[0]?.file).toBe('002_4def8f73dd042f53.txt');
  });

  test('explain each hit', async () => {
    const { hits } = await corpus.search('Tajik-Afghan border', { k: 5 });
    expect(hits).toHaveLength(5);
    expect(hits[0]!.passage.text).toContain('Tajik-Afghan border');
    expect(hits[0]!.ranks.lexical).toBe(1);
    expect(hits[0]!.matched.length).toBeGreaterThan(0);
    for (let i = 1; i < hits.length; i++) expect(hits[i]!.score).toBeLessThanOrEqual(hits[i - 1]!.score);
  });

  test('give passages by date and on a topic', async () => {
    const latest = await corpus.latest({ limit: 100 });
    const dates = latest.map(({ date }) => date?.date ?? '');
    expect(dates).toEqual([...dates].sort().reverse());
    const timeline = await corpus.timeline('председательство в ОДКБ');
    expect(timeline.length).toBeGreaterThan(1);
    expect(timeline.map(({ date }) => date!.date)).toEqual(timeline.map(({ date }) => date!.date).sort());
  });

  test('are covered as they are', () => {
    expect(corpus.coverage()).toMatchObject({ documents: 5, lastDate: '2024-11-28', languages: ['en', 'ru'] });
    expect(corpus.documents().map(({ file: name, date }) => [name.slice(0, 3), date?.date ?? null])).toEqual([
      ['000', '2024-11-28'],
      ['001', null],
      ['002', '2021-09-14'],
      ['003', '2024-01-01'],
      ['004', '2023-07-04'],
    ]);
  });

  test('pass the check', async () => expect(await corpus.check()).toEqual([]));

  test.each(['', '   ', 'x'.repeat(100_000)])('refuse a question that is none', async (question) => {
    await expect(corpus.ask(question)).rejects.toThrow(InputError);
  });
});

describe('a citation, months later', () => {
  test('matches, is changed, is withdrawn, or is unknown', async () => {
    const corpus = await open({ seedsDir: null });
    const text = 'The council of the alliance approved a budget of nine million roubles in Minsk.';
    await corpus.add([file('budget.txt', text)]);
    const { citations } = await corpus.ask('What budget did the council approve?');
    const id = citations[0]!.id;
    expect(id).toMatch(/^[A-Za-z0-9-]{1,60}$/);
    expect(corpus.verify(id)).toMatchObject({ status: 'match', citation: { quote: text, file: 'budget.txt' } });
    await corpus.add([file('budget.txt', `Corrected on Friday.\n\n${text}`)]);
    expect(corpus.verify(id).status).toBe('match');
    await corpus.add([file('budget.txt', text.replace('nine', 'ten'))]);
    expect(corpus.verify(id)).toMatchObject({ status: 'changed', citation: { quote: text } });
    await corpus.remove('budget.txt');
    expect(corpus.verify(id)).toMatchObject({ status: 'withdrawn', citation: { quote: text } });
    expect(corpus.verify('nonsense').status).toBe('unknown');
    expect(corpus.verify(id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))).status).toBe('unknown');
    corpus.close();
  });
});

describe('changes', () => {
  test('are seen by another reader, whole', async () => {
    const dataDir = folder();
    const writer = await open({ dataDir, seedsDir: null });
    const reader = await open({ dataDir, seedsDir: null });
    await writer.add([file('a.txt', 'The exercise Granite Shield opened near Yerevan on 3 September 2019.')]);
    expect((await reader.ask('Where did the exercise Granite Shield open?')).citations[0]?.file).toBe('a.txt');
    await writer.remove('a.txt');
    expect((await reader.ask('Where did the exercise Granite Shield open?')).citations).toEqual([]);
    await writer.add([file('a.txt', 'The exercise Granite Shield opened near Yerevan on 3 September 2019.')]);
    expect((await reader.ask('Where did the exercise Granite Shield open?')).citations[0]?.file).toBe('a.txt');
    expect(await reader.check()).toEqual([]);
    writer.close();
    reader.close();
  });

  test('of seed files are followed by content; what an operator took out stays out', async () => {
    const dataDir = folder();
    const seedsDir = folder();
    cpSync(SEEDS, seedsDir, { recursive: true });
    (await open({ dataDir, seedsDir })).close();
    rmSync(join(seedsDir, '001_aacc668e4f987971.txt'));
    writeFileSync(join(seedsDir, '002_4def8f73dd042f53.txt'), 'date 2021-09-14 The visit to Dushanbe was cancelled because of heavy snow in the mountains.');
    writeFileSync(join(seedsDir, 'new.md'), '# Rescue\n\nRescue teams trained on lake Sevan in May 2020 with forty boats.');
    const embedded: number[] = [];
    const corpus = await open({ dataDir, seedsDir, onProgress: (work, _done, total) => void (work === 'embedding' && embedded.push(total)) });
    expect(corpus.documents().map(({ file: name }) => name)).toEqual([
      '000_bffb2038e424a82c.txt',
      '002_4def8f73dd042f53.txt',
      '003_8a88328035b137d0.txt',
      '004_02146d82e230e95d.txt',
      'new.md',
    ]);
    expect(Math.max(...embedded)).toBeLessThan(8);
    await corpus.remove('new.md');
    corpus.close();
    const again = await open({ dataDir, seedsDir });
    expect(again.documents().map(({ file: name }) => name)).not.toContain('new.md');
    again.close();
  });

  test('of the same content change nothing', async () => {
    const corpus = await open({ seedsDir: null });
    await corpus.add([file('a.txt', 'The parliament of Belarus ratified the agreement on transit.')]);
    const { version } = corpus.coverage();
    expect(await corpus.add([file('a.txt', 'The parliament of Belarus ratified the agreement on transit.')])).toEqual([
      { file: 'a.txt', outcome: 'unchanged' },
    ]);
    await expect(corpus.add([file('b.txt', 'x'), file('b.txt', 'y')])).rejects.toThrow(/b\.txt/);
    await expect(corpus.remove('c.txt')).rejects.toThrow(/c\.txt/);
    expect(version).toMatch(/^1-/);
    corpus.close();
  });

  test('by two writers at once: the second is told who the first is', async () => {
    const dataDir = folder();
    const first = await open({ dataDir, seedsDir: null, purpose: 'the first writer' });
    const second = await open({ dataDir, seedsDir: null });
    const slow = first.add([file('a.txt', 'One sentence about the border.')]);
    const refused = await second.add([file('b.txt', 'Another.')]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CorpusBusyError);
    expect((refused as Error).message).toContain(`process ${process.pid} (the first writer`);
    await slow;
    expect(await second.add([file('b.txt', 'Another sentence about the sea.')])).toHaveLength(1);
    first.close();
    second.close();
  });
});

describe('the index files', () => {
  test.each([
    ['cut short', (path: string) => truncateSync(path, 1_000)],
    ['changed in the middle', (path: string) => writeFileSync(path, readFileSync(path).fill(7, 2_000, 2_100))],
    ['deleted', (path: string) => rmSync(path)],
  ])('are rebuilt when %s', async (_how, damage) => {
    const dataDir = folder();
    const corpus = await open({ dataDir });
    const before = await corpus.ask('Who chairs the CSTO in 2025?');
    corpus.close();
    const [model] = readdirSync(join(dataDir, 'index'));
    damage(join(dataDir, 'index', model!, 'en.hnsw'));
    const again = await open({ dataDir });
    expect((await again.ask('Who chairs the CSTO in 2025?')).citations).toEqual(before.citations);
    expect(await again.check()).toEqual([]);
    again.close();
  });
});

describe('models', () => {
  test('another model re-embeds into an index of its own', async () => {
    const dataDir = folder();
    (await open({ dataDir })).close();
    const copy = folder();
    cpSync(join(import.meta.dirname, '../../retrieval/model'), copy, { recursive: true, filter: (path) => !path.includes('training') });
    const embedded: number[] = [];
    const corpus = await open({ dataDir, embeddingModel: copy, onProgress: (work, done) => void (work === 'embedding' && embedded.push(done)) });
    expect(Math.max(...embedded)).toBeGreaterThan(45);
    expect((await corpus.ask('Who chairs the CSTO in 2025?')).status).toBe('answered');
    expect(readdirSync(join(dataDir, 'index'))).toHaveLength(2);
    corpus.close();
  });

  test.each(['/no/such/folder', 'no-such/model-on-any-hub'])('that cannot be loaded are named, with the way out: %s', async (embeddingModel) => {
    const error = await open({ embeddingModel }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ModelLoadError);
    expect((error as Error).message).toContain(embeddingModel);
    expect((error as Error).message).toMatch(/config\.json|EMBEDDING_MODEL=embedded/);
  });
});

test('a data folder that cannot be written is named', async () => {
  await expect(open({ dataDir: '/proc/csto' })).rejects.toThrow(/\/proc\/csto.*DATA_DIR/);
});
