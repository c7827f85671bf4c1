import { cut } from './cut.ts';
import { EMPTY, joined, marked, type Mark, type Rich } from './rich.ts';

/** Telegram's bound on a message, in UTF-16 units. */
export const MAX_MESSAGE = 4096;
/** Telegram ignores the marks after the hundredth. */
export const MAX_MARKS = 100;

/**
 * A part of a message. Only `body` gives way when room is short, so what stands around it (an opening and a closing
 * quotation mark, `[n]`) is whole or, with the block, absent.
 */
export interface Block {
  readonly before?: Rich;
  readonly body?: Rich;
  readonly after?: Rich;
  /** Set on the body after it is cut. */
  readonly mark?: Mark;
  /** Blocks of a lower number are given room first; a body of rank 0 is never cut. */
  readonly rank: 0 | 1 | 2;
}

/** A body shorter than this says nothing: its block is left out instead. */
const LEAST_BODY = 40;

/** Puts the blocks one under another, each separated by `gap`, in at most `max` UTF-16 units. */
export function fit(blocks: readonly Block[], { max = MAX_MESSAGE, gap = '\n\n' } = {}): Rich {
  const rooms = new Map<Block, number>();
  let left = max + gap.length;
  for (const rank of [0, 1, 2] as const) {
    const group = blocks.filter((block) => block.rank === rank);
    left -= allot(group, { left, gap: gap.length, rooms });
  }
  const parts = blocks.filter((block) => rooms.has(block)).map((block) => render(block, rooms.get(block) ?? 0));
  const whole = cut(joined(parts, gap), max);
  return { text: whole.text, marks: whole.marks.slice(0, MAX_MARKS) };
}

interface Room {
  readonly left: number;
  readonly gap: number;
  readonly rooms: Map<Block, number>;
}

/** Shares `left` among the bodies, short ones whole, long ones alike; returns what was used. */
function allot(group: readonly Block[], { left, gap, rooms }: Room): number {
  let free = left;
  let waiting = group.length;
  const byNeed = [...group].sort((a, b) => bodyLength(a) - bodyLength(b));
  for (const block of byNeed) {
    const frame = frameLength(block) + gap;
    const share = block.rank === 0 ? free : Math.floor(free / waiting);
    waiting -= 1;
    const body = Math.min(bodyLength(block), share - frame);
    if (body < Math.min(LEAST_BODY, bodyLength(block))) continue;
    rooms.set(block, body);
    free -= frame + body;
  }
  return left - free;
}

function render({ before = EMPTY, body = EMPTY, after = EMPTY, mark }: Block, room: number): Rich {
  const short = cut(body, room);
  return joined([before, mark === undefined ? short : marked(short, mark), after]);
}

function frameLength({ before = EMPTY, after = EMPTY }: Block): number {
  return before.text.length + after.text.length;
}

function bodyLength({ body = EMPTY }: Block): number {
  return body.text.length;
}
