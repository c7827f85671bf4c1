import type { Language, PassageDate } from '../../retrieval/mod.ts';
import { cutText } from '../message/cut.ts';
import type { Block } from '../message/fit.ts';
import { joined, marked, rich, type Rich } from '../message/rich.ts';
import { oneLine } from '../message/shown.ts';
import { fileName, shortDate, type Voice } from '../words/source-line.ts';

/** Telegram's bound on text that a button copies, in UTF-16 units. */
const MAX_COPY = 256;

/** A quote as far as showing it goes. */
export interface Quoted {
  readonly id: string;
  readonly file: string;
  readonly quote: string;
  readonly date: PassageDate | null;
}

/** `“the quote” [n]`: when room is short words go from inside the marks, never the marks. */
export function quoteBlock(quote: string, { language }: Voice, n?: number): Block {
  const [open, close] = quotationMarks(language);
  const label = n === undefined ? '' : ` [${n}]`;
  return { open: rich(open), body: rich(quote.trim()), close: joined([close, label]), rank: 1 };
}

/** `[n]` that opens the check of the quote. */
export function citationMark(n: number, url: string): Rich {
  return marked(`[${n}]`, { url });
}

/** A citation for the reader's own notes: `“quote” — file, date, id`, the id for /verify. */
export function copyText({ id, file, quote, date }: Quoted, voice: Voice): string {
  const [open, close] = quotationMarks(voice.language);
  const tail = `${close} — ${fileName(file)}, ${shortDate(date, voice)}, ${id}`;
  return open + cutText(oneLine(quote), MAX_COPY - open.length - tail.length) + tail;
}

export function quotationMarks(language: Language): readonly [string, string] {
  return language === 'en' ? ['“', '”'] : ['«', '»'];
}
