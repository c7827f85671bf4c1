import type { Corpus } from '../../retrieval/mod.ts';
import { dateInWords } from '../words/dates.ts';
import type { Voice } from '../words/source-line.ts';

/** How many documents there are, and from when to when. */
export function coverageLine(corpus: Corpus, { language, say }: Voice): string {
  const { documents, firstDate, lastDate } = corpus.coverage();
  if (documents === 0) return say('covers-nothing');
  if (firstDate === null || lastDate === null) return say('covers-undated', { documents });
  return say('covers', { documents, first: dateInWords(firstDate, language), last: dateInWords(lastDate, language) });
}
