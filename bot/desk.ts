import type { Corpus, Language } from '../retrieval/mod.ts';
import type { Person } from './event.ts';
import type { Memory } from './memory/memory.ts';
import type { Place } from './action.ts';
import type { Clock, Meter } from './meter.ts';
import type { Me } from './read-update.ts';
import { FALLBACK, languageOfTag } from './words/language.ts';
import type { Voice } from './words/source-line.ts';
import type { Words } from './words/words.ts';

/** What lies on the desk of whoever answers: everything a feature may use, none of it Telegram's. */
export interface Desk {
  readonly corpus: Corpus;
  readonly memory: Memory;
  readonly words: Words;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly me: Me;
}

export function voice(words: Words, language: Language): Voice {
  return { language, say: words[language] };
}

/** What is known of a reader's language besides the choice and the setting of Telegram. */
export interface Spoken {
  /** The language just written in. */
  readonly written?: Language;
  /** Where: in a private chat the last question tells the language. */
  readonly place?: Place;
}

/**
 * The language to speak with a reader: the one chosen with /language, else the one written in, else the one the
 * reader's Telegram is set to, else English.
 */
export function voiceFor(desk: Desk, person: Person, { written, place }: Spoken = {}): Voice {
  const chosen = desk.memory.language(person.id) ?? written ?? lastWritten(desk, place);
  return voice(desk.words, chosen ?? languageOfTag(person.languageTag) ?? FALLBACK);
}

function lastWritten(desk: Desk, place: Place | undefined): Language | null {
  return place?.kind === 'private' ? (desk.memory.lastAsked(place, 0)?.language ?? null) : null;
}

/** Opens the citation's check in the private chat; the stored original is read again, months later too. */
export function verifyLink(me: Me, citationId: string): string {
  return `https://t.me/${me.username}?start=v_${citationId}`;
}
