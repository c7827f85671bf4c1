import type { Language, PassageDate } from '../../retrieval/mod.ts';
import { cutMiddle } from '../message/cut.ts';
import { oneLine } from '../message/shown.ts';
import { dateInWords } from './dates.ts';
import type { Say } from './words.ts';

/** Longest file name shown, in UTF-16 units: a line on a phone, twice. */
const MAX_FILE = 64;

/** How the bot writes for one reader. */
export interface Voice {
  readonly language: Language;
  readonly say: Say;
}

/** `file · date (where the date is from)`, the line under every quote. */
export function sourceLine(source: { file: string; date: PassageDate | null }, voice: Voice): string {
  return `${fileName(source.file)} · ${datedLine(source.date, voice)}`;
}

/** Without where the date is from: for lists and cards, where room is short. */
export function shortSourceLine(source: { file: string; date: PassageDate | null }, voice: Voice): string {
  return `${fileName(source.file)} · ${shortDate(source.date, voice)}`;
}

export function datedLine(date: PassageDate | null, voice: Voice): string {
  if (date === null) return voice.say('undated');
  return `${shortDate(date, voice)} (${voice.say(`date-${date.source}`)})`;
}

export function shortDate(date: PassageDate | null, { language, say }: Voice): string {
  return date === null ? say('undated') : dateInWords(date.date, language);
}

export function fileName(file: string): string {
  return cutMiddle(oneLine(file), MAX_FILE);
}
