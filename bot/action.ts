import type { Language } from '../retrieval/mod.ts';
import type { Rich } from './message/rich.ts';

/** Where a message goes: a chat, and in a forum its topic. */
export interface Place {
  readonly chatId: number;
  /** Topic of a forum; null outside of forums, also in threads of replies. */
  readonly threadId: number | null;
  readonly kind: 'private' | 'group';
}

export type Button =
  /** Sends `press` back to the bot: 1-64 bytes, made by `encodePress`. */
  | { readonly label: string; readonly press: string }
  /** Copies 1-256 characters on the reader's device. */
  | { readonly label: string; readonly copy: string }
  | { readonly label: string; readonly url: string };

export type Keyboard = readonly (readonly Button[])[];

/** What the reader sees. */
export interface Face {
  readonly content: Rich;
  readonly keyboard: Keyboard;
}

/** Kept after a message is sent, so that its buttons, replies to it and edits of the question find the question. */
export interface Remembered {
  readonly kind: 'ask' | 'latest' | 'list';
  readonly question: string;
  /** The questions that this one was read with; null when it stood alone. */
  readonly previous: string | null;
  /** The language it was asked in. */
  readonly language: Language;
  readonly personId: number;
  /** The message that asked; null when a button did. */
  readonly questionMessageId: number | null;
}

export interface Card {
  /** 1-64 bytes, unique among the results. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly face: Face;
}

/** A message that is there already: one of a chat, or one sent through inline mode. */
export type MessageRef = { readonly place: Place; readonly messageId: number } | { readonly inlineMessageId: string };

/** What the bot does: data, performed by the outbox through an adapter. */
export type Action =
  | {
      readonly kind: 'send';
      readonly place: Place;
      readonly face: Face;
      readonly replyTo: number | null;
      readonly remember?: Remembered;
      /** Twice is better than not at all: it may be repeated when it is not known whether it arrived. */
      readonly harmlessTwice?: boolean;
    }
  | { readonly kind: 'edit'; readonly target: MessageRef; readonly face: Face; readonly remember?: Remembered }
  /** `alert` opens a box to be closed; otherwise the text floats by. Text is at most 200 characters. */
  | { readonly kind: 'answerPress'; readonly queryId: string; readonly text: string | null; readonly alert: boolean }
  | {
      readonly kind: 'answerInline';
      readonly queryId: string;
      readonly cards: readonly Card[];
      /** How long Telegram may serve the same cards for the same words, in seconds. */
      readonly cacheS: number;
      /** At most 64 bytes; empty: there is no further page. */
      readonly nextOffset: string;
      /** Above the cards: into the private chat, with this /start parameter (A-Za-z0-9_-, 1-64). */
      readonly button: { readonly label: string; readonly start: string } | null;
    }
  | { readonly kind: 'answerGuest'; readonly queryId: string; readonly card: Card }
  | { readonly kind: 'typing'; readonly place: Place };

export type SendAction = Extract<Action, { kind: 'send' }>;
export type EditAction = Extract<Action, { kind: 'edit' }>;
