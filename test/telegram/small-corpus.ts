import {
  detectLanguage,
  type Answer,
  type AskOptions,
  type Citation,
  type Corpus,
  type Coverage,
  type DocumentSummary,
  type Hit,
  type Passage,
  type PassageDate,
  type StoredCitation,
  type Verification,
} from '../../retrieval/mod.ts';

export interface SmallDocument {
  readonly file: string;
  readonly title: string;
  readonly date: PassageDate | null;
  readonly paragraphs: readonly string[];
}

/**
 * A corpus of a few paragraphs that finds by common word beginnings: whatever a scenario needs is found for a reason
 * that its reader can see, in no time, and documents can be changed and withdrawn under the bot's feet. What the real
 * corpus finds is tested with the corpus.
 */
export class SmallCorpus implements Corpus {
  #documents: readonly SmallDocument[];
  #revision = 1;
  readonly #history = new Map<string, SmallDocument>();
  /** Awaited by every question: a scenario makes answers slow, or fail, with it. */
  beforeAnswer: (question: string) => Promise<void> = async () => undefined;
  /** Every question as it was put. */
  readonly questions: { readonly text: string; readonly options: AskOptions }[] = [];

  constructor(documents: readonly SmallDocument[] = EXAMPLE) {
    this.#documents = documents;
    for (const document of documents) this.#history.set(keyOf(document), document);
  }

  /** Puts a document in the place of the one of the same name. */
  change(document: SmallDocument): void {
    this.#documents = this.#documents.map((one) => (one.file === document.file ? document : one));
    this.#history.set(keyOf(document), document);
    this.#revision += 1;
  }

  withdraw(file: string): void {
    this.#documents = this.#documents.filter((document) => document.file !== file);
    this.#revision += 1;
  }

  async ask(question: string, options: AskOptions = {}): Promise<Answer> {
    this.questions.push({ text: question, options });
    await this.beforeAnswer(question);
    const language = options.language ?? detectLanguage(question);
    const hits = this.#find(options.previous === undefined ? question : `${options.previous} ${question}`);
    const best = hits[0]?.score ?? 0;
    const status = best >= 0.5 ? 'answered' : best >= 0.3 ? 'unsure' : 'notFound';
    const good = status === 'notFound' ? [] : hits.filter((hit) => hit.score >= best - 0.2).slice(0, 3);
    const citations = good.map((hit, index) => this.#citation(hit, index + 1));
    const answer = citations.map(({ quote, n }) => `${quote} [${n}]`).join('\n\n');
    return { question, language, status, answer, citations, near: status === 'answered' ? [] : hits.slice(0, 3), timings: NO_TIME };
  }

  async search(question: string, { k = 10, previous }: AskOptions & { k?: number } = {}) {
    const hits = this.#find(previous === undefined ? question : `${previous} ${question}`).slice(0, k);
    return { question, language: detectLanguage(question), hits, timings: NO_TIME };
  }

  async latest({ topic, limit = 10, offset = 0 }: { topic?: string; limit?: number; offset?: number } = {}) {
    const passages = topic === undefined ? this.#passages() : this.#onTopic(topic);
    return passages.sort((a, b) => (b.date?.date ?? '').localeCompare(a.date?.date ?? '')).slice(offset, offset + limit);
  }

  async timeline(topic: string, { limit = 20 }: { limit?: number } = {}) {
    const dated = this.#onTopic(topic).filter((passage) => passage.date !== null);
    return dated.sort((a, b) => (a.date?.date ?? '').localeCompare(b.date?.date ?? '')).slice(0, limit);
  }

  documents(): readonly DocumentSummary[] {
    return this.#documents.map((document, index) => {
      const { file, title, date, paragraphs } = document;
      const bytes = Buffer.byteLength(textOf(document));
      return { id: index, file, title, date, language: 'en', passages: paragraphs.length, bytes, version: keyOf(document) };
    });
  }

  coverage(): Coverage {
    const dates = this.#documents.flatMap(({ date }) => (date === null ? [] : [date.date])).sort();
    const passages = this.#passages().length;
    const [firstDate = null, lastDate = null] = [dates[0], dates.at(-1)];
    return { documents: this.#documents.length, passages, firstDate, lastDate, languages: ['en', 'ru'], model: 'small', version: `r${this.#revision}` };
  }

  passage(id: number) {
    const all = this.#passages();
    const passage = all.find((one) => one.id === id);
    if (passage === undefined) return null;
    const at = (ordinal: number): Passage | null => all.find((one) => one.documentId === passage.documentId && one.ordinal === ordinal) ?? null;
    return { passage, before: at(passage.ordinal - 1), after: at(passage.ordinal + 1) };
  }

  cite(passageId: number): StoredCitation | null {
    const passage = this.passage(passageId)?.passage;
    return passage === undefined ? null : stored(passage, passage, idOf(keyOf(this.#documentOf(passage)), passage));
  }

  verify(citationId: string): Verification {
    const [, key = '', start = '', end = ''] = /^([0-9a-f]+)-(\d+)-(\d+)$/u.exec(citationId) ?? [];
    const document = this.#history.get(key);
    if (document === undefined) return { status: 'unknown', reason: 'no such citation' };
    const quote = textOf(document).slice(Number(start), Number(end));
    const current = this.#documents.find(({ file }) => file === document.file);
    const holder = this.#passages().find((passage) => passage.file === document.file && passage.text.includes(quote)) ?? null;
    const span = { start: Number(start), end: Number(end) };
    const { file, title, date } = document;
    const citation = { id: citationId, file, title, date, quote, passageId: holder?.id ?? null, ...span };
    return { status: current === undefined ? 'withdrawn' : holder === null ? 'changed' : 'match', citation };
  }

  close(): void {}

  #documentOf({ documentId }: Passage): SmallDocument {
    return this.#documents[documentId] as SmallDocument;
  }

  #passages(): Passage[] {
    return this.#documents.flatMap((document, documentId) => passagesOf(document, documentId));
  }

  #find(question: string): Hit[] {
    const words = stems(question);
    const hits = this.#passages().map((passage): Hit => {
      const held = new Set(stems(passage.text));
      const matched = words.filter((word) => held.has(word));
      return { passage, score: words.length === 0 ? 0 : matched.length / words.length, ranks: { dense: null, lexical: 1 }, matched, dateMatch: false };
    });
    return hits.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  }

  #onTopic(topic: string): Passage[] {
    return this.#find(topic)
      .filter(({ score }) => score >= 0.5)
      .map(({ passage }) => passage);
  }

  #citation({ passage, score }: Hit, n: number): Citation {
    const sentence = /^[^.!?]*[.!?]/u.exec(passage.text)?.[0] ?? passage.text;
    const span = { start: passage.start, end: passage.start + sentence.length };
    const id = idOf(keyOf(this.#documentOf(passage)), span);
    const { file, title, date, language } = passage;
    return { n, id, passageId: passage.id, file, title, date, quote: sentence, language, score, ...span };
  }
}

const NO_TIME = { embedMs: 0, searchMs: 0, totalMs: 0 };

function textOf({ paragraphs }: SmallDocument): string {
  return paragraphs.join('\n\n');
}

function passagesOf(document: SmallDocument, documentId: number): Passage[] {
  let start = 0;
  return document.paragraphs.map((text, ordinal) => {
    const { file, title, date } = document;
    const passage = { id: documentId * 1000 + ordinal, documentId, file, title, ordinal, text, language: 'en' as const, date, start, end: start + text.length };
    start += text.length + 2;
    return passage;
  });
}

function stored(passage: Passage, { start, end }: { start: number; end: number }, id: string): StoredCitation {
  const { file, title, date } = passage;
  return { id, file, title, date, quote: passage.text.slice(start - passage.start, end - passage.start), start, end, passageId: passage.id };
}

function idOf(key: string, { start, end }: { start: number; end: number }): string {
  return `${key}-${start}-${end}`;
}

function keyOf(document: SmallDocument): string {
  let hash = 7;
  for (const unit of document.file + textOf(document)) hash = (Math.imul(hash, 31) + (unit.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(16);
}

/** Beginnings of the longer words. */
function stems(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}{4,}|\d{4}/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, 5)))];
}

function stated(date: string): PassageDate {
  return { date, precision: 'day', source: 'stated', evidence: `date ${date}` };
}

/** What most scenarios speak of. */
export const EXAMPLE: readonly SmallDocument[] = [
  {
    file: 'bishkek.txt',
    title: 'Priorities of Kyrgyzstan',
    date: stated('2024-11-28'),
    paragraphs: [
      'President Zhaparov outlined the priorities of Kyrgyzstan. They were named in Astana.',
      'The chairmanship passes from Kazakhstan to Kyrgyzstan in 2025. Председательство переходит к Кыргызстану в 2025 году.',
      'Peacekeeping forces will be developed. Cooperation with neighbours is planned.',
    ],
  },
  {
    file: 'dushanbe.txt',
    title: 'Meeting in Dushanbe',
    date: { date: '2021-07-07', precision: 'day', source: 'dateline', evidence: '07.07.2021' },
    paragraphs: [
      'Secretary General Stanislav Zas took part in the meeting. Генеральный секретарь Станислав Зась участвовал.',
      'Situation on the Tajik-Afghan border was reviewed in 2021. Ситуация на границе обсуждалась.',
      'Peacekeeping statement adopted in July. It was about the United Nations.',
    ],
  },
  {
    file: 'undated.txt',
    title: 'Anti-Drug Strategy',
    date: null,
    paragraphs: ['Draft Anti-Drug Strategy was considered by participants. It covers five years.'],
  },
];
