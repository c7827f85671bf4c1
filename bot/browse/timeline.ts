import type { Passage } from '../../retrieval/mod.ts';
import type { Face } from '../action.ts';
import type { Desk } from '../desk.ts';
import { cutText } from '../message/cut.ts';
import { blockFace, textFace } from '../message/face.ts';
import type { Block } from '../message/fit.ts';
import { joined, marked, rich } from '../message/rich.ts';
import { firstSentence } from '../message/sentence.ts';
import { fileName, shortDate, type Voice } from '../words/source-line.ts';
import { openButtons } from './entry.ts';

const MAX_EVENTS = 12;
const MAX_SENTENCE = 240;
/** As many open buttons as fit a row legibly. */
const MAX_BUTTONS = 5;

/** /timeline: the dated passages on a topic, oldest first. */
export async function timeline(desk: Desk, { topic, voice }: { topic: string; voice: Voice }): Promise<Face> {
  if (topic === '') return textFace(voice.say('timeline-usage'));
  const passages = await desk.corpus.timeline(topic, { limit: MAX_EVENTS });
  if (passages.length === 0) return textFace(voice.say('timeline-none'));
  const heading = { lead: marked(voice.say('timeline-heading', { topic: cutText(topic, 200) }), 'bold') };
  const keyboard = openButtons(desk.corpus, passages.slice(0, MAX_BUTTONS), voice);
  return blockFace([heading, ...passages.map((passage, index) => eventBlock(passage, index + 1, voice))], keyboard);
}

function eventBlock(passage: Passage, n: number, voice: Voice): Block {
  const date = marked(shortDate(passage.date, voice), 'bold');
  const lead = joined([`${n}. `, date, ` · ${fileName(passage.file)}`]);
  return { lead, body: rich(firstSentence(passage.text, MAX_SENTENCE)) };
}
