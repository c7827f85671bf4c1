import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager';
import { Document } from '@langchain/core/documents';
import { Embeddings, type EmbeddingsParams } from '@langchain/core/embeddings';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import { createEmbedder, type Embedder, type EmbedderOptions } from './embedder.ts';
import type { Corpus, DateSource, Language } from './types.ts';

/** What a passage of the corpus carries through a chain, so that it can be cited. */
export interface PassageMetadata extends Record<string, unknown> {
  readonly file: string;
  readonly title: string;
  /** `2024-11-28`, `2023-07`, `2023`, or null: undated. */
  readonly date: string | null;
  readonly dateSource: DateSource | null;
  /** UTF-16 offsets in the document: `pageContent` is exactly what stands there. */
  readonly start: number;
  readonly end: number;
  readonly language: Language;
  /** Calibrated probability, 0-1, that the passage answers the question. */
  readonly score: number;
}

/** The corpus as a LangChain retriever: the same search as the bot's. */
export class CorpusRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return 'CorpusRetriever';
  }

  override lc_namespace = ['csto-bot', 'retrievers'];
  readonly #corpus: Corpus;
  readonly #k: number;

  /** @param fields.k how many passages, 1-200; default 5 */
  constructor(fields: BaseRetrieverInput & { corpus: Corpus; k?: number }) {
    super(fields);
    this.#corpus = fields.corpus;
    this.#k = fields.k ?? 5;
  }

  override async _getRelevantDocuments(question: string, _run?: CallbackManagerForRetrieverRun): Promise<Document<PassageMetadata>[]> {
    const { hits } = await this.#corpus.search(question, { k: this.#k });
    return hits.map(({ passage, score }) => {
      const { file, title, date, start, end, language, text } = passage;
      const metadata: PassageMetadata = { file, title, date: date?.date ?? null, dateSource: date?.source ?? null, start, end, language, score };
      return new Document({ pageContent: text, metadata });
    });
  }
}

/** The project's text encoder as LangChain `Embeddings`: vectors of length 1, nothing loaded before the first text. */
export class CorpusEmbeddings extends Embeddings {
  readonly #embedder: Embedder;

  constructor(fields: EmbeddingsParams & EmbedderOptions) {
    super(fields);
    this.#embedder = createEmbedder(fields);
  }

  override async embedQuery(text: string): Promise<number[]> {
    return Array.from(await this.#embedder.embedQuery(text));
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (const text of texts) vectors.push(Array.from(await this.#embedder.embedPassage(text)));
    return vectors;
  }
}
