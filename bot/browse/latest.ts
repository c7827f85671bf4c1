import type { Face } from '../action.ts';
import type { Desk } from '../desk.ts';
import { cutText } from '../message/cut.ts';
import { blockFace, textFace } from '../message/face.ts';
import { marked } from '../message/rich.ts';
import { encodePress } from '../press.ts';
import type { Voice } from '../words/source-line.ts';
import { entryBlock, openButtons } from './entry.ts';
import { pager } from './pager.ts';

const PAGE = 5;

/** /latest: the newest passages, on a topic when `topic` is not empty, a page from `offset` on. */
export async function latest(desk: Desk, { topic, offset, voice }: { topic: string; offset: number; voice: Voice }): Promise<Face> {
  const about = topic === '' ? {} : { topic };
  const passages = await desk.corpus.latest({ ...about, limit: PAGE + 1, offset });
  const page = passages.slice(0, PAGE);
  if (page.length === 0) return textFace(voice.say('latest-none'));
  const heading = topic === '' ? voice.say('latest-heading') : voice.say('latest-heading-topic', { topic: cutText(topic, 200) });
  const entries = page.map((passage, index) => entryBlock(passage, { label: `${index + 1}.`, voice }));
  const turn = (to: number): string => encodePress({ kind: 'latest', offset: to });
  const nav = pager({ offset, size: PAGE, more: passages.length > PAGE, turn, voice });
  const keyboard = [...openButtons(desk.corpus, page, voice), ...(nav.length > 0 ? [nav] : [])];
  return blockFace([{ lead: marked(heading, 'bold') }, ...entries], keyboard);
}
