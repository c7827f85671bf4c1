import { cutText } from './cut.ts';
import { oneLine } from './shown.ts';

/** A place line such as "BISHKEK, November 28." is a sentence too, but says nothing alone. */
const LEAST = 60;

/** The first sentence of a passage that says something, on one line of at most `max` UTF-16 units: how it is listed. */
export function firstSentence(passage: string, max: number): string {
  const line = oneLine(passage.slice(0, 4 * max));
  for (const end of line.matchAll(/[.!?…։]["'»”’)\]]{0,3}(?=\s\p{Lu}|\s["«“(—–-]|$)/gu)) {
    if (end.index >= LEAST) return cutText(line.slice(0, end.index + end[0].length), max);
  }
  return cutText(line, max);
}
