import type { Language } from '../../retrieval/mod.ts';
import type { Remembered } from '../action.ts';

/** A question that was answered with a message of the bot's. */
export interface Asked extends Remembered {
  readonly chatId: number;
  readonly threadId: number | null;
  readonly answerMessageId: number;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

/** What the bot must know after a restart; as little as possible. */
export interface Memory {
  /** Update ids already acted upon, so that one delivered twice is answered once. */
  wasSeen(updateId: number): boolean;
  markSeen(updateId: number, now: number): void;

  /** The language that a reader chose; null when none was chosen. */
  language(personId: number): Language | null;
  chooseLanguage(personId: number, language: Language | null): void;

  remember(asked: Asked): void;
  /** By the bot's message: for its buttons, and for replies to it. */
  askedByAnswer(chatId: number, messageId: number): Asked | null;
  /** By the reader's message: for edits of it. */
  askedByQuestion(chatId: number, messageId: number): Asked | null;
  /** The newest question in a chat and topic, asked at `since` or later. */
  lastAsked(place: { chatId: number; threadId: number | null }, since: number): Asked | null;

  /** Another bot over the same data has other chats and other update numbers: what was remembered for the one before goes. */
  serve(botId: number): void;
  moveChat(fromChatId: number, toChatId: number): void;
  forgetChat(chatId: number): void;
  /** Erases everything about a reader. */
  forgetPerson(personId: number): void;
  /** Erases what is older than it is kept. */
  prune(now: number): void;

  /** Small facts of the bot itself, such as which profile was set last. */
  note(name: string): string | null;
  setNote(name: string, value: string): void;
  close(): void;
}

const DAY_MS = 86_400_000;
/** Telegram repeats an update for at most a day. */
export const KEEP_SEEN_MS = 2 * DAY_MS;
/** How long buttons and replies find their question; /about says so. */
export const KEEP_ASKED_MS = 7 * DAY_MS;
/** How long a short question is read with the one before it. */
export const FOLLOW_UP_MS = 15 * 60_000;
