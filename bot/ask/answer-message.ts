import type { Answer, Citation, Corpus } from '../../retrieval/mod.ts';
import type { Button, Face, Keyboard } from '../action.ts';
import { entryBlock, openButtons } from '../browse/entry.ts';
import { coverageLine } from '../reader/coverage.ts';
import { verifyLink } from '../desk.ts';
import { fit, type Block } from '../message/fit.ts';
import { head, joined, marked, rich, type Rich } from '../message/rich.ts';
import { encodePress } from '../press.ts';
import type { Me } from '../read-update.ts';
import { sourceLine, type Voice } from '../words/source-line.ts';
import { citationMark, copyText, quoteBlock } from './quote.ts';

/** What an answer is shown with. */
export interface AnswerView {
  readonly corpus: Corpus;
  readonly me: Me;
  readonly voice: Voice;
  /** Said above the answer when a button asked, as the chat then shows no question. */
  readonly asked: string | null;
  /** The question that this one was read with. */
  readonly previous: string | null;
}

const MAX_NEAR = 3;
const MAX_LABEL = 200;
const BUTTONS_IN_ROW = 4;

/** An answer as a message: quotes with `[n]`, a line per source, the wider passages folded away. */
export function answerMessage(answer: Answer, view: AnswerView): Face {
  const top = [askedBlock(view), followUpBlock(view)];
  if (answer.status === 'notFound') return nothingFound(answer, view, top);
  const { say } = view.voice;
  const doubt = answer.status === 'unsure' ? [{ lead: marked(say('answer-unsure'), 'italic') }] : [];
  const quotes = answer.citations.map((citation) => quoteBlock(citation.quote, view.voice, citation.n));
  const sources = answer.citations.map((citation) => sourceBlock(citation, answer.citations, view));
  return { content: fit([...top, ...doubt, ...quotes, ...sources]), keyboard: answerKeyboard(answer, view) };
}

function nothingFound(answer: Answer, view: AnswerView, top: readonly Block[]): Face {
  const { corpus, voice } = view;
  const near = answer.near.slice(0, MAX_NEAR).map((hit) => hit.passage);
  const heading = near.length === 0 ? [] : [{ lead: marked(voice.say('near-heading'), 'bold') }];
  const entries = near.map((passage, index) => entryBlock(passage, { label: `${index + 1}.`, voice }));
  const lines = [{ lead: rich(voice.say('answer-not-found')) }, { lead: rich(coverageLine(corpus, voice)) }];
  return { content: fit([...top, ...lines, ...heading, ...entries]), keyboard: openButtons(corpus, near, voice) };
}

function askedBlock({ asked, voice }: AnswerView): Block {
  return asked === null ? {} : { lead: marked(voice.say('question', { question: shortened(asked) }), 'bold') };
}

function followUpBlock({ previous, voice }: AnswerView): Block {
  return previous === null ? {} : { lead: marked(voice.say('follow-up', { question: shortened(previous) }), 'italic') };
}

function sourceBlock(citation: Citation, all: readonly Citation[], view: AnswerView): Block {
  const lead = joined([citationMark(citation.n, verifyLink(view.me, citation.id)), sourceLine(citation, view.voice)], ' ');
  const ofPassage = all.filter(({ passageId }) => passageId === citation.passageId);
  const body = ofPassage[0] === citation ? widerPassage(ofPassage, view.corpus) : rich('');
  return { lead, body, mark: 'expandable_blockquote', rank: 2 };
}

/** The passage around its quotes, each set off, shown with the first of them; nothing where one quote is all of it. */
function widerPassage(citations: readonly Citation[], corpus: Corpus): Rich {
  const passage = citations[0] === undefined ? undefined : corpus.passage(citations[0].passageId)?.passage;
  if (passage === undefined || citations.some(({ quote }) => quote.trim() === passage.text.trim())) return rich('');
  const parts: Rich[] = [];
  let at = passage.start;
  for (const { start, end } of citations.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    parts.push(rich(passage.text.slice(at - passage.start, start - passage.start)));
    parts.push(marked(passage.text.slice(start - passage.start, end - passage.start), 'bold'));
    at = end;
  }
  return trimmed(joined([...parts, passage.text.slice(at - passage.start)]));
}

/** Marks at the very end may have covered spaces that Telegram drops; at the start there are none to lose. */
function trimmed(whole: Rich): Rich {
  return head(whole, whole.text.trimEnd().length);
}

function answerKeyboard(answer: Answer, { voice }: AnswerView): Keyboard {
  const open = answer.citations.map(({ n, id }) => {
    return { label: voice.say('button-open', { n }), press: encodePress({ kind: 'open', citationId: id }) };
  });
  const copy = answer.citations.map((citation) => {
    return { label: voice.say('button-copy', { n: citation.n }), copy: copyText(citation, voice) };
  });
  const more = { label: voice.say('button-more'), press: encodePress({ kind: 'more', offset: 0, page: false }) };
  return [...rows(open), ...rows(copy), [more]];
}

function rows(buttons: readonly Button[]): Keyboard {
  const count = Math.ceil(buttons.length / BUTTONS_IN_ROW);
  return Array.from({ length: count }, (_, row) => buttons.slice(row * BUTTONS_IN_ROW, (row + 1) * BUTTONS_IN_ROW));
}

function shortened(question: string): string {
  return fit([{ body: rich(question.replace(/\s+/gu, ' ').trim()) }], { max: MAX_LABEL }).text;
}
