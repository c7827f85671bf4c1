import { head, joined, type Rich } from './rich.ts';

const ELLIPSIS = '…';

/** The end of a sentence with its closing quotes or brackets, before a space; also the Armenian full stop. */
const SENTENCE_END = /[.!?…։]["'»”’)\]]{0,3}(?=\s)|\n/gu;

/**
 * Shortens to at most `max` UTF-16 units, the ellipsis included: after a sentence where that keeps at least half,
 * else after a word, else between characters. Never inside a surrogate pair, and not inside an emoji family
 * unless that alone is longer than a message. Time is linear in `max`, whatever the text.
 */
export function cut(whole: Rich, max: number): Rich {
  if (whole.text.length <= max) return whole;
  if (max < 2) return head(whole, 0);
  const room = whole.text.slice(0, max - 1);
  const sentence = lastSentenceEnd(room);
  if (sentence >= max / 2 && sentence + 2 <= max) return joined([head(whole, sentence), ELLIPSIS], ' ');
  const word = room.trimEnd().lastIndexOf(' ');
  const end = word >= max / 2 ? word : lastCharacterEnd(whole.text, max - 1);
  return joined([head(whole, end), ELLIPSIS]);
}

export function cutText(text: string, max: number): string {
  return cut({ text, marks: [] }, max).text;
}

/** Shortens a name in the middle, where names differ least. */
export function cutMiddle(name: string, max: number): string {
  if (name.length <= max) return name;
  const left = lastCharacterEnd(name, Math.floor((max - 1) / 2));
  const tail = name.slice(name.length - (max - 1 - left));
  return name.slice(0, left) + ELLIPSIS + (isLow(tail.charCodeAt(0)) ? tail.slice(1) : tail);
}

function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(SENTENCE_END)) end = match.index + match[0].trimEnd().length;
  return end;
}

/** How far back a character (as readers see one: flags, families, accents) is looked for. */
const LONGEST_CHARACTER = 64;

function lastCharacterEnd(text: string, limit: number): number {
  const pair = isLow(text.charCodeAt(limit)) && isHigh(text.charCodeAt(limit - 1));
  const safe = pair ? limit - 1 : limit;
  const start = Math.max(0, safe - LONGEST_CHARACTER);
  const from = isLow(text.charCodeAt(start)) ? start + 1 : start;
  const around = text.slice(from, safe + LONGEST_CHARACTER);
  let end = 0;
  for (const { index } of characters.segment(around)) {
    if (from + index > safe) break;
    end = index;
  }
  return end === 0 ? safe : from + end;
}

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
