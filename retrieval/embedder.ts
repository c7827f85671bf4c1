import type { FeatureExtractionPipeline, ProgressInfo } from '@huggingface/transformers';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelLoadError } from './errors.ts';
import { shortHash } from './hash.ts';

/** A text encoder: vectors of length 1. Loading starts with the first text and is shared. */
export interface Embedder {
  /** Names model and settings; vectors of two embedders of one id are interchangeable. */
  readonly id: string;
  embedQuery(text: string): Promise<Float32Array>;
  embedPassage(text: string): Promise<Float32Array>;
}

export interface EmbedderOptions {
  /** `embedded`, a hub id such as `Xenova/multilingual-e5-small`, or the path of a folder. */
  readonly model: string;
  /** Where models from the hub are kept. */
  readonly cacheDir: string;
  /** Called while a model downloads: bytes so far and in all. */
  readonly onDownload?: (file: string, loaded: number, total: number) => void;
}

/** How a family of models wants its texts and gives its vectors. */
interface Family {
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  readonly pooling: 'mean' | 'cls';
}

/** The published conventions of the usual retrieval models, by a part of the name; others: no prefix, mean. */
const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/e5-.*instruct/i, { queryPrefix: 'Instruct: Given a question, retrieve passages that answer it\nQuery: ', passagePrefix: '', pooling: 'mean' }],
  [/(?:^|[/-])(?:multilingual-)?e5-/i, { queryPrefix: 'query: ', passagePrefix: 'passage: ', pooling: 'mean' }],
  [/bge-m3/i, { queryPrefix: '', passagePrefix: '', pooling: 'cls' }],
  [/bge-.*-en/i, { queryPrefix: 'Represent this sentence for searching relevant passages: ', passagePrefix: '', pooling: 'cls' }],
  [/gte-|snowflake-arctic/i, { queryPrefix: '', passagePrefix: '', pooling: 'cls' }],
  [/nomic-embed/i, { queryPrefix: 'search_query: ', passagePrefix: 'search_document: ', pooling: 'mean' }],
];
const PLAIN: Family = { queryPrefix: '', passagePrefix: '', pooling: 'mean' };

const EMBEDDED_DIR = fileURLToPath(new URL('./model', import.meta.url));

/** An embedder for the EMBEDDING_MODEL setting. Nothing is loaded until the first text. */
export function createEmbedder(options: EmbedderOptions): Embedder {
  const source = sourceOf(options.model);
  const family = FAMILIES.find(([name]) => name.test(options.model))?.[1] ?? PLAIN;
  let loading: Promise<FeatureExtractionPipeline> | undefined;
  const load = (): Promise<FeatureExtractionPipeline> => {
    loading ??= loadPipeline(source, options).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const embed = async (text: string): Promise<Float32Array> => {
    // Blank text has no tokens and would give a vector of NaN.
    const extractor = await load();
    const output = await extractor(text.trim() === '' ? '.' : text, { pooling: family.pooling, normalize: true });
    return Float32Array.from(output.data as Float32Array);
  };
  return {
    id: source.id,
    embedQuery: (text) => embed(family.queryPrefix + text),
    embedPassage: (text) => embed(family.passagePrefix + text),
  };
}

interface Source {
  readonly id: string;
  /** Folder above the model's own and its name in it; null: the hub. */
  readonly local: { readonly parent: string; readonly name: string } | null;
}

function sourceOf(model: string): Source {
  if (model === 'embedded') return fromFolder(model, EMBEDDED_DIR);
  if (/^\.{0,2}\//.test(model) || existsSync(join(model, 'config.json'))) return fromFolder(basename(model), resolve(model));
  return { id: model, local: null };
}

/** The weights' hash is part of the name: a replaced model must not be mixed with vectors of the old one. */
function fromFolder(name: string, folder: string): Source {
  const weights = join(folder, 'onnx', 'model_quantized.onnx');
  const version = existsSync(weights) ? shortHash(readFileSync(weights), 12) : 'missing';
  return { id: `${name}-${version}`, local: place(folder) };
}

function place(folder: string): { parent: string; name: string } {
  return { parent: dirname(folder), name: basename(folder) };
}

async function loadPipeline(source: Source, options: EmbedderOptions): Promise<FeatureExtractionPipeline> {
  const { local } = source;
  // Imported with the first text: commands that embed nothing start without it.
  const { env, pipeline } = await import('@huggingface/transformers');
  env.allowRemoteModels = local === null;
  env.allowLocalModels = local !== null;
  if (local) env.localModelPath = local.parent;
  else env.cacheDir = options.cacheDir;
  try {
    return await pipeline('feature-extraction', local ? local.name : source.id, {
      dtype: 'q8',
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
      progress_callback: (info: ProgressInfo) => {
        if (local === null && info.status === 'progress') options.onDownload?.(info.file, info.loaded, info.total);
      },
    });
  } catch (error) {
    throw new ModelLoadError(explain(options.model, local !== null, error as Error), { cause: error });
  }
}

function explain(model: string, isLocal: boolean, error: Error): string {
  const reason = (error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message).split('\n')[0];
  const wayOut = isLocal
    ? 'the folder must hold config.json, tokenizer.json and onnx/model_quantized.onnx'
    : 'check the name and the network, give the path of a downloaded folder, or set EMBEDDING_MODEL=embedded, which needs no network';
  return `cannot load the embedding model ${JSON.stringify(model)}: ${reason}; ${wayOut}`;
}
