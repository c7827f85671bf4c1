import type { Line } from './clean.ts';
import type { Span } from './types.ts';

export type ParagraphKind = 'text' | 'bullet' | 'headline';

/** A paragraph of the document: one line, or the lines of a hard-wrapped block. */
export interface Paragraph extends Span {
  readonly kind: ParagraphKind;
  /** True when a blank line or noise stands above. */
  readonly opensBlock: boolean;
}

const BULLET = /^(?:[-–—•*▪●◦]\s?(?=\S)|\d{1,2}[.)]\s)/;

/** Widths between which a block's lines look hard-wrapped, in characters. */
const WRAP = { min: 40, max: 110 } as const;

/** A line at most this long without a full stop at its end reads as a headline. */
const MAX_HEADLINE = 160;

/** Groups the lines of a cleaned document into paragraphs. */
export function paragraphs(lines: readonly Line[]): Paragraph[] {
  return blocks(lines).flatMap((block) => (isWrapped(block) ? [wrapped(block)] : block.map(single)));
}

function blocks(lines: readonly Line[]): Line[][] {
  const found: Line[][] = [];
  for (const line of lines) {
    if (line.opensBlock || found.length === 0) found.push([line]);
    else found.at(-1)!.push(line);
  }
  return found;
}

/** Lines of about one width, some of which stop in the middle of a sentence, are one paragraph broken by an editor. */
function isWrapped(block: readonly Line[]): boolean {
  if (block.length < 2 || block.slice(1).some((line) => BULLET.test(line.text))) return false;
  const body = block.slice(0, -1);
  if (body.some((line) => line.text.length < WRAP.min || line.text.length > WRAP.max)) return false;
  return body.some((line, i) => !/[.!?…:;»”")]$/.test(line.text) && /^[\p{Ll}\d(«"]/u.test(block[i + 1]!.text));
}

function wrapped(block: readonly Line[]): Paragraph {
  return { start: block[0]!.start, end: block.at(-1)!.end, kind: kindOf(block[0]!.text, true), opensBlock: block[0]!.opensBlock };
}

function single(line: Line): Paragraph {
  return { start: line.start, end: line.end, kind: kindOf(line.text, false), opensBlock: line.opensBlock };
}

function kindOf(text: string, wrappedBlock: boolean): ParagraphKind {
  if (BULLET.test(text)) return 'bullet';
  if (/^#{1,6}\s/.test(text)) return 'headline';
  return !wrappedBlock && text.length <= MAX_HEADLINE && !/[.!?…:;,։]["»”’)]*$/.test(text) ? 'headline' : 'text';
}
