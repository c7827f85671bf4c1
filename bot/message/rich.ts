import { shown } from './shown.ts';

/** How a stretch of text is set off. A link is opened by tapping the words. */
export type Mark = 'bold' | 'italic' | 'code' | 'blockquote' | 'expandable_blockquote' | { readonly url: string };

/** A marked stretch, in UTF-16 units from the start of the text. */
export interface MarkedSpan {
  readonly mark: Mark;
  readonly offset: number;
  readonly length: number;
}

/** Text with marks beside it, never markup inside it: nothing in a document can be mistaken for formatting. */
export interface Rich {
  readonly text: string;
  readonly marks: readonly MarkedSpan[];
}

export const EMPTY: Rich = { text: '', marks: [] };

export function rich(text: string): Rich {
  return { text: shown(text), marks: [] };
}

export function marked(part: Rich | string, mark: Mark): Rich {
  const inner = typeof part === 'string' ? rich(part) : part;
  if (inner.text === '') return inner;
  return { text: inner.text, marks: [{ mark, offset: 0, length: inner.text.length }, ...inner.marks] };
}

/** Joins parts, empty ones left out with their separator. */
export function joined(parts: readonly (Rich | string)[], separator = ''): Rich {
  let text = '';
  const marks: MarkedSpan[] = [];
  for (const part of parts) {
    const next = typeof part === 'string' ? rich(part) : part;
    if (next.text === '') continue;
    if (text !== '') text += separator;
    marks.push(...next.marks.map((span) => ({ ...span, offset: span.offset + text.length })));
    text += next.text;
  }
  return { text, marks };
}

/** The first `length` units; marks that reach beyond are shortened. */
export function head(whole: Rich, length: number): Rich {
  const marks = whole.marks.filter((span) => span.offset < length).map((span) => ({ ...span, length: Math.min(span.length, length - span.offset) }));
  return { text: whole.text.slice(0, length), marks };
}
