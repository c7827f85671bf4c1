import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Embedder } from '../../retrieval/embedder.ts';
import { prepare, textKey, type Progress } from '../../retrieval/ingest.ts';
import { sentences } from '../../retrieval/sentences.ts';
import { terms, words } from '../../retrieval/terms.ts';
import type { Language } from '../../retrieval/types.ts';

/** The project's own documents. */
export const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));

/** News and reference passages that the model's makers wrote, `English<tab>Russian<tab>questions…` a line. */
const AUTHORED = fileURLToPath(new URL('../../retrieval/model/training/authored', import.meta.url));

/** A real sentence with all that storing it needs, worked out once however often it is used. */
export interface RealSentence {
  readonly text: string;
  readonly textHash: string;
  readonly terms: readonly string[];
  readonly words: number;
  readonly vector: Float32Array;
}

/** A passage that somebody wrote, by its sentences. */
export interface RealPassage {
  readonly language: Language;
  readonly sentences: readonly RealSentence[];
}

/** The real passages that corpora of any size are made from, embedded by the model itself. */
export async function loadMaterial(embedder: Embedder, onProgress: Progress): Promise<RealPassage[]> {
  const passages = [...seedPassages(), ...authoredPassages()].filter(({ texts }) => texts.length > 0);
  const made = new Map<string, RealSentence>();
  const total = passages.reduce((sum, { texts }) => sum + texts.length, 0);
  let done = 0;
  const real: RealPassage[] = [];
  for (const { language, texts } of passages) {
    for (const text of texts) {
      if (!made.has(text)) made.set(text, { ...described(text, language), vector: await embedder.embedPassage(text) });
      onProgress((done += 1), total);
    }
    real.push({ language, sentences: texts.map((text) => made.get(text)!) });
  }
  return real;
}

interface Texts {
  readonly language: Language;
  readonly texts: readonly string[];
}

function described(text: string, language: Language): Omit<RealSentence, 'vector'> {
  return { text, textHash: textKey(text), terms: terms(text, language), words: words(text).length };
}

function seedPassages(): Texts[] {
  return readdirSync(SEEDS)
    .sort()
    .map((file) => prepare({ file, bytes: readFileSync(join(SEEDS, file)) }))
    .flatMap(({ decoded, document }) =>
      document.passages.map((passage) => ({ language: passage.language, texts: passage.sentences.map(({ start, end }) => decoded.text.slice(start, end)) })),
    );
}

function authoredPassages(): Texts[] {
  return readdirSync(AUTHORED)
    .filter((file) => /^questions-.*\.tsv$/.test(file))
    .sort()
    .flatMap((file) => readFileSync(join(AUTHORED, file), 'utf8').split('\n'))
    .flatMap((line) => {
      const [english = '', russian = ''] = line.split('\t');
      return [split(english, 'en'), split(russian, 'ru')];
    });
}

function split(text: string, language: Language): Texts {
  return { language, texts: sentences(text, language).map(({ start, end }) => text.slice(start, end)) };
}
