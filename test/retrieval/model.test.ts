import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEmbedder } from '../../retrieval/embedder.ts';
import { CorpusEmbeddings, CorpusRetriever } from '../../retrieval/langchain.ts';
import { openCorpus } from '../../retrieval/mod.ts';
import { dequantise, dot, quantise } from '../../retrieval/quantise.ts';

const ROOT = join(import.meta.dirname, '../..');
const MODEL = join(ROOT, 'retrieval/model');
const embedder = createEmbedder({ model: 'embedded', cacheDir: '/nonexistent' });

interface Parity {
  readonly text: string;
  readonly vector: readonly number[];
}

test('transformers.js gives the vectors of the training code', async () => {
  const fixture = JSON.parse(readFileSync(join(ROOT, 'test/fixtures/model-parity.json'), 'utf8')) as Parity[];
  expect(fixture.length).toBeGreaterThanOrEqual(12);
  for (const { text, vector } of fixture) {
    const expected = Float32Array.from(vector);
    const length = Math.sqrt(dot(expected, expected));
    expect(dot(await embedder.embedPassage(text), expected) / length, text).toBeGreaterThan(0.999);
  }
});

test('vectors have length 1, for blank text as well, and keep their direction when stored', async () => {
  for (const text of ['', '  \n', 'Совет собрался в Минске.', 'x'.repeat(5_000)]) {
    const vector = await embedder.embedPassage(text);
    expect(dot(vector, vector)).toBeCloseTo(1, 4);
    expect(dot(vector, dequantise(quantise(vector)))).toBeGreaterThan(0.9995);
  }
});

test('the same sentence in seven languages is nearer than another sentence in one', async () => {
  const same = [
    'The presidents signed an agreement on fighting drug trafficking.',
    'Президенты подписали соглашение о борьбе с наркотрафиком.',
    'Президенттер есірткі саудасымен күрес туралы келісімге қол қойды.',
  ];
  const [first, ...others] = await Promise.all(same.map((text) => embedder.embedPassage(text)));
  const other = await embedder.embedPassage('The football match was postponed because of rain.');
  for (const vector of others) expect(dot(first!, vector)).toBeGreaterThan(dot(first!, other) + 0.2);
});

test('model, tokenizer, lexicon and letter statistics are at most 16 MB together', () => {
  const files = [...readdirSync(MODEL), ...readdirSync(join(MODEL, 'onnx')).map((file) => join('onnx', file))].map((file) => statSync(join(MODEL, file)));
  expect(files.filter((file) => file.isFile()).reduce((sum, file) => sum + file.size, 0)).toBeLessThanOrEqual(16_000_000);
});

test('the corpus is a LangChain retriever, its model LangChain embeddings', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'csto-langchain-'));
  const corpus = await openCorpus({ dataDir, seedsDir: join(ROOT, 'seeds'), embeddingModel: 'embedded' });
  const documents = await new CorpusRetriever({ corpus, k: 3 }).invoke('Who chairs the CSTO in 2025?');
  expect(documents).toHaveLength(3);
  for (const { pageContent, metadata } of documents) {
    expect(readFileSync(join(ROOT, 'seeds', metadata.file), 'utf8').slice(metadata.start, metadata.end)).toBe(pageContent);
    expect(Object.keys(metadata)).toEqual(expect.arrayContaining(['file', 'date', 'dateSource', 'start', 'end']));
  }
  const embeddings = new CorpusEmbeddings({ model: 'embedded', cacheDir: dataDir });
  expect(await embeddings.embedQuery('peace')).toEqual((await embeddings.embedDocuments(['peace']))[0]);
  corpus.close();
  rmSync(dataDir, { recursive: true, force: true });
});
