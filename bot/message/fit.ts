import { cut } from './cut.ts';
import { EMPTY, joined, marked, type Mark, type Rich } from './rich.ts';

/** Telegram's bound on a message, in UTF-16 units. */
export const MAX_MESSAGE = 4096;
/** Telegram ignores the marks after the hundredth. */
export const MAX_MARKS = 100;

/**
 * A part of a message. Only `body` gives way when room is short: what hugs it (an opening and a closing quotation
 * mark, `[n]`) is whole, or absent together with it.
 */
export interface Block {
  /** A line above the body, which stays when the body goes. */
  readonly lead?: Rich;
  readonly open?: Rich;
  readonly body?: Rich;
  readonly close?: Rich;
  /** Set on the body after it is cut. */
  readonly mark?: Mark;
  /** Bodies of rank 1 are given room before those of rank 2. */
  readonly rank?: 1 | 2;
}

/** A body cut to less than this says nothing, and is left out. */
const LEAST_BODY = 40;

/** Puts the blocks one under another, separated by `gap`, in at most `max` UTF-16 units. */
export function fit(blocks: readonly Block[], { max = MAX_MESSAGE, gap = '\n\n' } = {}): Rich {
  const frames = blocks.reduce((sum, block) => sum + frameLength(block) + gap.length, 0);
  const rooms = new Map<Block, number>();
  const first = blocks.filter(({ rank = 1 }) => rank === 1);
  const left = share(first, max - frames, rooms);
  share(
    blocks.filter(({ rank = 1 }) => rank === 2),
    left,
    rooms,
  );
  const whole = cut(
    joined(
      blocks.map((block) => render(block, rooms.get(block) ?? 0)),
      gap,
    ),
    max,
  );
  return { text: whole.text, marks: whole.marks.slice(0, MAX_MARKS) };
}

/** Shares room among the bodies, short ones whole, long ones alike; returns what is left over. */
function share(group: readonly Block[], room: number, rooms: Map<Block, number>): number {
  let left = Math.max(0, room);
  const byNeed = [...group].sort((a, b) => bodyLength(a) - bodyLength(b));
  byNeed.forEach((block, index) => {
    const fair = Math.floor(left / (byNeed.length - index));
    const given = Math.min(bodyLength(block), fair);
    rooms.set(block, given);
    left -= given;
  });
  return left;
}

function render({ lead = EMPTY, open = EMPTY, body = EMPTY, close = EMPTY, mark }: Block, room: number): Rich {
  if (room < Math.min(LEAST_BODY, body.text.length)) return lead;
  const short = cut(body, room);
  return joined([lead, joined([open, mark === undefined ? short : marked(short, mark), close])], '\n');
}

function frameLength({ lead = EMPTY, open = EMPTY, close = EMPTY }: Block): number {
  return lead.text.length + 1 + open.text.length + close.text.length;
}

function bodyLength({ body = EMPTY }: Block): number {
  return body.text.length;
}
