import type { Question } from './question.ts';
import { calibration, languagePair, probability } from './relevance.ts';
import type { Candidate, JudgedSentence } from './search.ts';
import type { AnswerStatus, Passage, Span } from './types.ts';

/** A stretch of a passage that answers: one sentence or neighbours of it. */
export interface Quote extends Span {
  readonly passage: Passage;
  readonly text: string;
  /** Probability, 0-1, that it answers. */
  readonly score: number;
}

export interface Extract {
  readonly status: AnswerStatus;
  /** In order of merit; empty when nothing was found. */
  readonly quotes: readonly Quote[];
}

/** Quotes of an answer at most: for a fact, and where several things are asked for. */
const MAX_QUOTES = { fact: 3, list: 6 } as const;

/** Later quotes are at least this part as probable as the first. */
const MIN_SHARE = { fact: 0.35, list: 0.5 } as const;

/** A quote grows by neighbours up to this many characters; a list of bullets may be longer. */
const MAX_QUOTE = 400;
const MAX_LIST = 1_000;

/** A neighbour is joined when its log-odds are this near, and the quote stays this short. */
const NEIGHBOUR_ODDS = 1;
const MAX_JOINED = 350;

/** Shorter sentences are quoted with a neighbour, so that they can be understood. */
const SHORT = 60;

/** Beginnings that refer to the sentence before. */
const REFERS_BACK =
  /^(?:according to (?:him|her|them)|he |she |it |they |this |these |that |also|additionally|in addition|moreover|however|at the same time|to this end|об этом|он |она |оно |они |это |эти |этот |эта |также|кроме того|при этом|однако|по его словам|по ее словам|таким образом|гэта |ён |яна |яны |бұл |ол |олар |бул |ал |алар |ин |он |вай |онҳо |սա |նա |դա |այս )/iu;

const BULLET = /^(?:[-–—•*▪]|\d{1,2}[.)])/;

/** Picks the quotes that answer a question, word for word, and says how sure that is. */
export function extract(question: Question, candidates: readonly Candidate[]): Extract {
  const best = candidates[0];
  if (!best) return { status: 'notFound', quotes: [] };
  const status = statusOf(question, best);
  if (status === 'notFound') return { status, quotes: [] };
  const kind = question.wantsList ? 'list' : 'fact';
  const quotes: Quote[] = [];
  const floor = probability(best.odds) * MIN_SHARE[kind];
  for (const { candidate, sentence } of sentencesByMerit(candidates)) {
    if (quotes.length >= MAX_QUOTES[kind] || (probability(sentence.odds) < floor && quotes.length > 0)) break;
    const span = quoteSpan(question, candidate, sentence);
    if (!quotes.some((quote) => overlaps(quote, candidate.passage, span))) quotes.push(toQuote(candidate.passage, span, sentence.odds));
  }
  return { status, quotes };
}

function statusOf(question: Question, best: Candidate): AnswerStatus {
  const limits = calibration().thresholds[languagePair(question.language, best.passage.language)];
  const sure = probability(best.odds);
  if (sure >= limits.answered) return 'answered';
  return sure >= limits.unsure ? 'unsure' : 'notFound';
}

/** Passages looked at for quotes, and sentences of each. */
const LOOKED_AT = { passages: 12, sentences: 3 } as const;

function sentencesByMerit(candidates: readonly Candidate[]): { candidate: Candidate; sentence: JudgedSentence }[] {
  return candidates
    .slice(0, LOOKED_AT.passages)
    .flatMap((candidate) => candidate.sentences.slice(0, LOOKED_AT.sentences).map((sentence) => ({ candidate, sentence })))
    .sort((a, b) => b.sentence.odds - a.sentence.odds);
}

/** The sentence, with what it needs to be understood. */
function quoteSpan(question: Question, candidate: Candidate, sentence: JudgedSentence): Span {
  const inOrder = [...candidate.sentences].sort((a, b) => a.ordinal - b.ordinal);
  const list = bulletList(inOrder, sentence);
  if (list && (question.wantsList || sentence.text.endsWith(':'))) return list;
  const before = inOrder[sentence.ordinal - 1];
  const needsBefore = before && !list && (REFERS_BACK.test(sentence.text) || sentence.text.length < SHORT);
  if (needsBefore && sentence.end - before.start <= MAX_QUOTE) return { start: before.start, end: sentence.end };
  return list ? sentence : withNeighbours(inOrder, sentence);
}

/** Joins the sentences beside one that speak to the question nearly as much: half of what was asked may stand there. */
function withNeighbours(inOrder: readonly JudgedSentence[], sentence: JudgedSentence): Span {
  let { start, end } = sentence;
  const after = inOrder[sentence.ordinal + 1];
  if (after && after.odds >= sentence.odds - NEIGHBOUR_ODDS && after.end - start <= MAX_JOINED) end = after.end;
  const before = inOrder[sentence.ordinal - 1];
  if (before && before.odds >= sentence.odds - NEIGHBOUR_ODDS && end - before.start <= MAX_JOINED) start = before.start;
  return { start, end };
}

/** The whole list that a bullet or its introduction belongs to; null for other sentences. */
function bulletList(inOrder: readonly JudgedSentence[], sentence: JudgedSentence): Span | null {
  const first = inOrder.findIndex((one) => BULLET.test(one.text));
  if (first < 0) return null;
  const start = first > 0 && inOrder[first - 1]!.text.endsWith(':') ? first - 1 : first;
  let last = inOrder.length - 1;
  while (last > first && inOrder[last]!.end - inOrder[start]!.start > MAX_LIST) last -= 1;
  const within = sentence.ordinal >= start && sentence.ordinal <= last;
  return within && last > start ? { start: inOrder[start]!.start, end: inOrder[last]!.end } : null;
}

function overlaps(quote: Quote, passage: Passage, span: Span): boolean {
  return quote.passage.id === passage.id && quote.start < span.end && span.start < quote.end;
}

function toQuote(passage: Passage, { start, end }: Span, odds: number): Quote {
  return { passage, start, end, text: passage.text.slice(start - passage.start, end - passage.start), score: probability(odds) };
}
