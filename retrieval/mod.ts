/**
 * The corpus: documents in, cited answers out. Everyday first, expert last.
 *
 * @example
 * const corpus = await openCorpus({ dataDir: './data', seedsDir: './seeds', embeddingModel: 'embedded' });
 * const { status, answer, citations } = await corpus.ask('Who chairs the CSTO in 2025?');
 */
export { openCorpus, type CorpusFile, type CorpusOptions } from './corpus.ts';
export type * from './types.ts';
export { LANGUAGES } from './types.ts';
export { CorpusBusyError, InputError, ModelLoadError } from './errors.ts';

// What is found in texts, without a corpus.
export { detectLanguage } from './language.ts';
export { MAX_QUESTION } from './question.ts';

// For operators' tools.
export type { Receipt, SourceFile } from './ingest.ts';
export type { Problem } from './verify.ts';
