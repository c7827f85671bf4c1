import { openCorpus, type CorpusFile } from '../../retrieval/mod.ts';
import type { CorpusConfig } from '../config.ts';
import { progressBar } from '../progress.ts';

/** Opens the corpus for a command, uses it, and closes it whatever happens. Long work shows a bar on a terminal. */
export async function withCorpus<T>(config: CorpusConfig, purpose: string, use: (corpus: CorpusFile) => Promise<T>): Promise<T> {
  const bar = progressBar(process.stderr);
  const { dataDir, seedsDir, embeddingModel } = config;
  const onNotice = (message: string): void => void process.stderr.write(`csto: ${message}\n`);
  try {
    const corpus = await openCorpus({ dataDir, seedsDir, embeddingModel, purpose, onProgress: bar.update, onNotice });
    try {
      return await use(corpus);
    } finally {
      corpus.close();
    }
  } finally {
    bar.stop();
  }
}
