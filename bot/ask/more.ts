import type { Button, Face } from '../action.ts';
import { entryBlock, openButtons } from '../browse/entry.ts';
import { pager } from '../browse/pager.ts';
import type { Desk } from '../desk.ts';
import type { Asked } from '../memory/memory.ts';
import { cutText } from '../message/cut.ts';
import { blockFace, textFace } from '../message/face.ts';
import { marked } from '../message/rich.ts';
import { encodePress } from '../press.ts';
import type { Voice } from '../words/source-line.ts';

const PAGE = 5;
/** The corpus gives at most this many passages for a question. */
const MAX_HITS = 200;

/** Further passages near a question, a page from `offset` on. */
export async function moreResults(desk: Desk, asked: Asked, { offset, voice }: { offset: number; voice: Voice }): Promise<Face> {
  const k = Math.min(MAX_HITS, offset + PAGE + 1);
  const previous = asked.previous === null ? {} : { previous: asked.previous };
  const { hits } = await desk.corpus.search(asked.question, { k, now: new Date(desk.clock.now()), ...previous });
  const page = hits.slice(offset, offset + PAGE).map((hit) => hit.passage);
  if (page.length === 0) return textFace(voice.say('more-none'));
  const heading = { lead: marked(voice.say('more-heading', { question: cutText(asked.question, 200) }), 'bold') };
  const entries = page.map((passage, index) => entryBlock(passage, { label: `${index + 1}.`, voice }));
  const turn = (to: number): string => encodePress({ kind: 'more', offset: to, page: true });
  const nav: Button[] = pager({ offset, size: PAGE, more: hits.length > offset + PAGE, turn, voice });
  return blockFace([heading, ...entries], [...openButtons(desk.corpus, page, voice), ...(nav.length > 0 ? [nav] : [])]);
}
