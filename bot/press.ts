import type { Language } from '../retrieval/mod.ts';
import { isLanguage } from './words/language.ts';

/** What a button says to the bot when pressed. */
export type Press =
  | { readonly kind: 'example'; readonly language: Language; readonly index: number }
  /** The passage that holds a citation; under an inline message it opens in place. */
  | { readonly kind: 'open'; readonly citationId: string }
  /** Back from an opened passage to the card. */
  | { readonly kind: 'close'; readonly citationId: string }
  | { readonly kind: 'verify'; readonly citationId: string }
  /** Further results: in a new message under an answer (`page` false), or in the place of a page before. */
  | { readonly kind: 'more'; readonly offset: number; readonly page: boolean }
  | { readonly kind: 'latest'; readonly offset: number }
  | { readonly kind: 'sources'; readonly page: number }
  /** Null: follow the language that the reader writes in. */
  | { readonly kind: 'language'; readonly language: Language | null }
  | { readonly kind: 'again' };

/** At most 62 of Telegram's 64 bytes: a letter, a colon and a citation's id of 60. */
export function encodePress(press: Press): string {
  switch (press.kind) {
    case 'example':
      return `e:${press.language}:${press.index}`;
    case 'open':
      return `o:${press.citationId}`;
    case 'close':
      return `c:${press.citationId}`;
    case 'verify':
      return `v:${press.citationId}`;
    case 'more':
      return `${press.page ? 'p' : 'm'}:${press.offset}`;
    case 'latest':
      return `l:${press.offset}`;
    case 'sources':
      return `s:${press.page}`;
    case 'language':
      return `g:${press.language ?? ''}`;
    case 'again':
      return 'r:';
  }
}

/** Anybody can send any callback data: what is not of this shape is null, never a guess. */
export function decodePress(data: string): Press | null {
  const [, letter = '', rest = ''] = /^([a-z]):([\w:-]{0,60})$/u.exec(data) ?? [];
  if (letter === 'e') return decodeExample(rest);
  if (letter === 'g' && (rest === '' || isLanguage(rest))) return { kind: 'language', language: rest === '' ? null : rest };
  if (letter === 'r' && rest === '') return { kind: 'again' };
  return decodeNumbered(letter, rest) ?? (isCitationId(rest) ? decodeCitation(letter, rest) : null);
}

/** Ids are letters, digits and `-`; what else a reader types or a link carries is not looked up. */
export function isCitationId(text: string): boolean {
  return /^[A-Za-z0-9-]{1,60}$/u.test(text);
}

function decodeExample(rest: string): Press | null {
  const [, language = '', index = ''] = /^([a-z]{2}):(\d)$/u.exec(rest) ?? [];
  return isLanguage(language) ? { kind: 'example', language, index: Number(index) } : null;
}

function decodeNumbered(letter: string, rest: string): Press | null {
  if (!/^\d{1,6}$/u.test(rest)) return null;
  const number = Number(rest);
  if (letter === 'm' || letter === 'p') return { kind: 'more', offset: number, page: letter === 'p' };
  if (letter === 'l') return { kind: 'latest', offset: number };
  return letter === 's' ? { kind: 'sources', page: number } : null;
}

function decodeCitation(letter: string, citationId: string): Press | null {
  if (letter === 'o') return { kind: 'open', citationId };
  if (letter === 'c') return { kind: 'close', citationId };
  return letter === 'v' ? { kind: 'verify', citationId } : null;
}
