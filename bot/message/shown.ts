/**
 * Text as Telegram shows it. Documents are hostile input: Telegram itself blanks control characters, takes out
 * line separators and bidirectional overrides, and refuses half a surrogate pair. Doing the same here, before
 * entities are counted, keeps every offset where it was meant to be; no letter of a quote is touched.
 */
export function shown(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(LONE_SURROGATE, '\uFFFD').replace(CONTROL, ' ').replace(INVISIBLE_BREAK, '');
}

/** One line of it: for titles, file names and buttons. */
export function oneLine(text: string): string {
  return shown(text).replace(/\s+/gu, ' ').trim();
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F]/gu;
/** U+2028-202E: line and paragraph separators, bidirectional embeddings and overrides. */
const INVISIBLE_BREAK = /[\u2028-\u202E]/gu;
