import hnswlib from 'hnswlib-node';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './hash.ts';
import { dot } from './quantise.ts';
import { LANGUAGES, type Language } from './types.ts';

const { HierarchicalNSW } = hnswlib;
type Hnsw = InstanceType<typeof HierarchicalNSW>;

/** HNSW's settings (Malkov & Yashunin 2018): links a node, width of the search when building and when asking. */
export const HNSW = { m: 16, efConstruction: 200, efSearch: 256, seed: 42 } as const;

/** Written into the stamp; files of another format are rebuilt. */
const FORMAT = 1;

const MIN_CAPACITY = 1_024;

export interface Neighbour {
  readonly id: number;
  /** Cosine, -1 to 1. */
  readonly similarity: number;
}

interface Stamp {
  readonly format: number;
  readonly model: string;
  readonly dimensions: number;
  /** The corpus revision that the files hold. */
  readonly revision: string;
  /** SHA-256 of each language's file: a damaged file would crash the native library, not throw. */
  readonly files: Partial<Record<Language, string>>;
}

/**
 * Nearest passages by cosine. One HNSW graph for each passage language, so that a large language does not push a
 * small one out of the list. The files are a cache of SQLite's vectors: stamped, checked, and rebuilt at will.
 */
export class VectorIndex {
  readonly model: string;
  /** The corpus revision that was last saved. */
  revision = '';
  readonly #graphs = new Map<Language, Hnsw>();
  readonly #languageOf = new Map<number, Language>();
  /** Known from the first vector on. */
  #dimensions = 0;

  constructor(model: string) {
    this.model = model;
  }

  get size(): number {
    return this.#languageOf.size;
  }

  ids(): IterableIterator<number> {
    return this.#languageOf.keys();
  }

  add(id: number, language: Language, vector: Float32Array): void {
    let graph = this.#graphs.get(language);
    if (!graph) this.#graphs.set(language, (graph = newGraph((this.#dimensions = vector.length))));
    if (graph.getCurrentCount() >= graph.getMaxElements()) graph.resizeIndex(graph.getMaxElements() * 2);
    graph.addPoint(Array.from(vector), id);
    this.#languageOf.set(id, language);
  }

  /** Takes a passage out of all answers; its place in the graph stays until the next rebuild. */
  remove(id: number): void {
    const language = this.#languageOf.get(id);
    if (language === undefined) return;
    this.#graphs.get(language)!.markDelete(id);
    this.#languageOf.delete(id);
  }

  /** The nearest passages of each language, at most `k` of each, nearest first over all. */
  search(query: Float32Array, k: number): Neighbour[] {
    const point = Array.from(query);
    const found: Neighbour[] = [];
    for (const graph of this.#graphs.values()) {
      const { neighbors, distances } = graph.searchKnn(point, Math.min(k, graph.getCurrentCount()));
      neighbors.forEach((id, i) => {
        if (this.#languageOf.has(id)) found.push({ id, similarity: 1 - distances[i]! });
      });
    }
    return found.sort((a, b) => b.similarity - a.similarity || a.id - b.id);
  }

  language(id: number): Language | undefined {
    return this.#languageOf.get(id);
  }

  /** Cosine of a passage with a query; null when it is not in the index. */
  similarity(id: number, query: Float32Array): number | null {
    const language = this.#languageOf.get(id);
    return language === undefined ? null : dot(query, Float32Array.from(this.#graphs.get(language)!.getPoint(id)));
  }

  /** Writes files and stamp beside the old ones and puts them in their place; the stamp comes last. */
  save(dir: string): void {
    mkdirSync(dir, { recursive: true });
    const files: Partial<Record<Language, string>> = {};
    for (const [language, graph] of this.#graphs) {
      const path = graphPath(dir, language);
      graph.writeIndexSync(`${path}.new`);
      files[language] = sha256(readFileSync(`${path}.new`));
      renameSync(`${path}.new`, path);
    }
    const stamp: Stamp = { format: FORMAT, model: this.model, dimensions: this.#dimensions, revision: this.revision, files };
    writeFileSync(`${stampPath(dir)}.new`, JSON.stringify(stamp));
    renameSync(`${stampPath(dir)}.new`, stampPath(dir));
  }

  /**
   * The saved index of a model, or null when there is none that can be trusted. `languageOf` says which passages
   * are current: others in the files are left out; passages that are missing there have to be added.
   */
  static load(dir: string, model: string, languageOf: ReadonlyMap<number, Language>): VectorIndex | null {
    const stamp = readStamp(dir);
    if (stamp?.format !== FORMAT || stamp.model !== model) return null;
    const index = new VectorIndex(model);
    index.#dimensions = stamp.dimensions;
    index.revision = stamp.revision;
    for (const language of LANGUAGES) {
      const hash = stamp.files[language];
      if (hash !== undefined && !index.#loadGraph(graphPath(dir, language), language, hash, languageOf)) return null;
    }
    return index;
  }

  #loadGraph(path: string, language: Language, hash: string, languageOf: ReadonlyMap<number, Language>): boolean {
    if (!existsSync(path) || sha256(readFileSync(path)) !== hash) return false;
    const graph = new HierarchicalNSW('cosine', this.#dimensions);
    graph.readIndexSync(path, true);
    graph.setEf(HNSW.efSearch);
    this.#graphs.set(language, graph);
    for (const id of graph.getIdsList()) {
      if (languageOf.get(id) === language) this.#languageOf.set(id, language);
      else markDeleted(graph, id);
    }
    return true;
  }
}

function newGraph(dimensions: number): Hnsw {
  const graph = new HierarchicalNSW('cosine', dimensions);
  graph.initIndex({ maxElements: MIN_CAPACITY, m: HNSW.m, efConstruction: HNSW.efConstruction, randomSeed: HNSW.seed, allowReplaceDeleted: true });
  graph.setEf(HNSW.efSearch);
  return graph;
}

/** The library throws on what is marked already, and cannot be asked. */
function markDeleted(graph: Hnsw, id: number): void {
  try {
    graph.markDelete(id);
  } catch {
    // Marked before the file was saved.
  }
}

function graphPath(dir: string, language: Language): string {
  return join(dir, `${language}.hnsw`);
}

function stampPath(dir: string): string {
  return join(dir, 'stamp.json');
}

function readStamp(dir: string): Stamp | null {
  try {
    return JSON.parse(readFileSync(stampPath(dir), 'utf8')) as Stamp;
  } catch {
    return null;
  }
}
