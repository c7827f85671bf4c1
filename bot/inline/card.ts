import type { PassageDate, StoredCitation } from '../../retrieval/mod.ts';
import type { Card, Face, Keyboard } from '../action.ts';
import { copyText, quoteBlock } from '../ask/quote.ts';
import { verifyLink, type Desk } from '../desk.ts';
import { cutText } from '../message/cut.ts';
import { fit } from '../message/fit.ts';
import { marked, rich } from '../message/rich.ts';
import { oneLine } from '../message/shown.ts';
import { encodePress } from '../press.ts';
import { shortSourceLine, sourceLine, type Voice } from '../words/source-line.ts';
import { cardId } from './stamp.ts';

/** What a card shows and sends. */
export interface Cited {
  readonly id: string;
  readonly file: string;
  readonly quote: string;
  readonly date: PassageDate | null;
}

/** Telegram shows two lines of a title. */
const MAX_TITLE = 120;
/** A card sent into somebody's chat is a quote, not a page. */
const MAX_CARD_TEXT = 1500;

export interface CardView {
  readonly desk: Desk;
  readonly voice: Voice;
  readonly stamp: string;
}

/** A result of an inline query; `kind` says what it is when it is not simply a passage. */
export function citationCard(cited: Cited, { desk, voice, stamp }: CardView, kind: string | null = null): Card {
  const source = shortSourceLine(cited, voice);
  return {
    id: cardId(stamp, cited.id),
    title: cutText(oneLine(cited.quote), MAX_TITLE),
    description: kind === null ? source : `${kind} · ${source}`,
    face: citedFace(desk, cited, { voice }),
  };
}

/** The quote with its citation, as it is sent into a chat; `note` says what has become of it since. */
export function citedFace(desk: Desk, cited: Cited, { voice, note = null }: { voice: Voice; note?: string | null }): Face {
  const source = marked(sourceLine(cited, voice), { url: verifyLink(desk.me, cited.id) });
  const noted = note === null ? {} : { lead: marked(note, 'italic') };
  return { content: fit([quoteBlock(cited.quote, voice), { lead: source }, noted], { max: MAX_CARD_TEXT }), keyboard: cardKeyboard(cited, voice) };
}

export function openedCardKeyboard(citationId: string, { say }: Voice): Keyboard {
  const close = { label: say('button-back'), press: encodePress({ kind: 'close', citationId }) };
  const verify = { label: say('button-verify'), press: encodePress({ kind: 'verify', citationId }) };
  return [[close, verify]];
}

/** Under a message sent through inline mode, also where the bot is no member: the buttons change it in place. */
export function cardKeyboard(cited: Cited, voice: Voice): Keyboard {
  const open = { label: voice.say('button-open', { n: 1 }), press: encodePress({ kind: 'open', citationId: cited.id }) };
  const verify = { label: voice.say('button-verify'), press: encodePress({ kind: 'verify', citationId: cited.id }) };
  return [[open, verify], [{ label: voice.say('button-copy', { n: 1 }), copy: copyText(cited, voice) }]];
}

/** A card again, as the citation stands now. */
export function restoredCard(desk: Desk, citationId: string, voice: Voice): Face | null {
  const verified = desk.corpus.verify(citationId);
  if (verified.status === 'unknown') return null;
  const note = verified.status === 'match' ? null : voice.say(`card-${verified.status}`);
  return citedFace(desk, verified.citation satisfies StoredCitation, { voice, note });
}

export function nothingCard({ say }: Voice): Card {
  const text = say('inline-nothing-hint');
  return { id: 'nothing', title: say('inline-nothing'), description: text, face: { content: rich(text), keyboard: [] } };
}
