import type { PassageInContext, Passage, StoredCitation } from '../../retrieval/mod.ts';
import type { Face, Keyboard } from '../action.ts';
import type { Desk } from '../desk.ts';
import { verifyLink } from '../desk.ts';
import { cutText } from '../message/cut.ts';
import { blockFace, textFace } from '../message/face.ts';
import type { Block } from '../message/fit.ts';
import { joined, marked, rich, type Rich } from '../message/rich.ts';
import { oneLine } from '../message/shown.ts';
import { sourceLine, type Voice } from '../words/source-line.ts';
import { verification } from './verification.ts';

/** A passage with its neighbours, the cited words marked. Whatever has become of the citation is said instead. */
export function openedPassage(desk: Desk, citationId: string, { voice, keyboard = [] }: { voice: Voice; keyboard?: Keyboard }): Face {
  const verified = desk.corpus.verify(citationId);
  if (verified.status === 'unknown') return textFace(voice.say('passage-gone'));
  if (verified.status !== 'match') return verification(desk, citationId, { voice });
  const { citation } = verified;
  const context = citation.passageId === null ? null : desk.corpus.passage(citation.passageId);
  if (context === null) return textFace(voice.say('passage-gone'), keyboard);
  return blockFace(passageBlocks(context, citation, { voice, desk }), keyboard);
}

const MAX_TITLE = 200;
const MAX_EVIDENCE = 80;
/** How much of a very long passage is shown before the quote, in UTF-16 units. */
const LEAD_IN = 600;

function passageBlocks({ passage, before, after }: PassageInContext, citation: StoredCitation, { voice, desk }: { voice: Voice; desk: Desk }): Block[] {
  const title = marked(cutText(oneLine(passage.title), MAX_TITLE), 'bold');
  const link = verifyLink(desk.me, citation.id);
  const source = marked(sourceLine(citation, voice), { url: link });
  return [
    { lead: joined([title, source, evidence(citation, voice)], '\n') },
    neighbour(before, 'passage-before', voice),
    { body: around(passage, citation), mark: 'blockquote', rank: 1 },
    neighbour(after, 'passage-after', voice),
  ];
}

/** The words that gave the date, where they are more than a repetition of it. */
function evidence({ date }: StoredCitation, { say }: Voice): Rich {
  if (date === null || date.evidence.trim() === '') return rich('');
  return marked(say('date-words', { words: cutText(oneLine(date.evidence), MAX_EVIDENCE) }), 'italic');
}

function neighbour(passage: Passage | null, key: string, { say }: Voice): Block {
  if (passage === null) return {};
  return { lead: rich(say(key)), body: rich(passage.text.trim()), mark: 'expandable_blockquote', rank: 2 };
}

function around(passage: Passage, citation: StoredCitation): Rich {
  // Looked up, not computed: a newer version of the document may hold the same words at another place.
  const start = Math.max(0, passage.text.indexOf(citation.quote));
  const end = Math.min(passage.text.length, start + citation.quote.length);
  const whole = start === 0 && end === passage.text.length;
  const lead = leadIn(passage.text.slice(0, start));
  const quote = whole ? rich(passage.text.trim()) : marked(passage.text.slice(start, end), 'bold');
  return joined([lead, quote, passage.text.slice(end).trimEnd()]);
}

/** The text before the quote, from a sentence's beginning on when it is long. */
function leadIn(text: string): string {
  if (text.length <= LEAD_IN) return text.trimStart();
  const near = text.slice(-LEAD_IN);
  const sentence = near.search(/(?<=[.!?…։]\s)\S/u);
  return `… ${sentence === -1 ? near.slice(near.indexOf(' ') + 1) : near.slice(sentence)}`;
}
