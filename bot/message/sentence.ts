import { cutText } from './cut.ts';
import { oneLine } from './shown.ts';

/** The first sentence of a passage on one line, at most `max` UTF-16 units: how it is listed. */
export function firstSentence(passage: string, max: number): string {
  const line = oneLine(passage.slice(0, 4 * max));
  const end = /[.!?…։]["'»”’)\]]{0,3}(?=\s\p{Lu}|\s["«“(—–-]|$)/u.exec(line);
  const sentence = end === null || end.index < 20 ? line : line.slice(0, end.index + end[0].length);
  return cutText(sentence, max);
}
