import type { Button } from '../action.ts';
import type { Voice } from '../words/source-line.ts';

export interface Paging {
  /** Of the first entry on the page. */
  readonly offset: number;
  readonly size: number;
  /** There is a page after this one. */
  readonly more: boolean;
  /** The press that leads to the page beginning at an offset. */
  readonly turn: (offset: number) => string;
  readonly voice: Voice;
}

/** Back and on, as far as there are pages. */
export function pager({ offset, size, more, turn, voice }: Paging): Button[] {
  const back = { label: voice.say('button-previous'), press: turn(Math.max(0, offset - size)) };
  const on = { label: voice.say('button-next'), press: turn(offset + size) };
  return [...(offset > 0 ? [back] : []), ...(more ? [on] : [])];
}
