import type { Button, Face } from '../action.ts';
import { verifyLink, type Desk } from '../desk.ts';
import { blockFace, textFace } from '../message/face.ts';
import { joined, marked, rich } from '../message/rich.ts';
import { encodePress, isCitationId } from '../press.ts';
import { sourceLine, type Voice } from '../words/source-line.ts';
import { copyText, quoteBlock } from './quote.ts';

/** /verify, the link behind `[n]`: the stored original is read again, and says what it says. */
export function verification(desk: Desk, citationId: string, { voice }: { voice: Voice }): Face {
  if (!isCitationId(citationId)) return textFace(voice.say('verify-unknown'));
  const verified = desk.corpus.verify(citationId);
  if (verified.status === 'unknown') return textFace(voice.say('verify-unknown'));
  const { citation, status } = verified;
  const id = joined([voice.say('citation-id', { id: citation.id })]);
  const source = marked(sourceLine(citation, voice), { url: verifyLink(desk.me, citation.id) });
  const open: Button = { label: voice.say('button-open', { n: 1 }), press: encodePress({ kind: 'open', citationId }) };
  const copy: Button = { label: voice.say('button-copy', { n: 1 }), copy: copyText(citation, voice) };
  const blocks = [{ lead: marked(voice.say(`verify-${status}`), 'bold') }, quoteBlock(citation.quote, voice), { lead: joined([source, id], '\n') }];
  return blockFace(blocks, [status === 'match' ? [open, copy] : [copy]]);
}

/** The same in at most 200 characters, for the box over a message. */
export function verificationAlert(desk: Desk, citationId: string, { say }: Voice): string {
  const { status } = desk.corpus.verify(citationId);
  return status === 'unknown' ? say('verify-unknown') : say(`verify-${status}-alert`);
}

export function verifyUsage({ say }: Voice): Face {
  return { content: joined([rich(say('verify-usage'))]), keyboard: [] };
}
