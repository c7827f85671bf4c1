import type { MessageRef, Place } from './action.ts';

/** Who did it. An anonymous administrator or a channel is its chat. */
export interface Person {
  readonly id: number;
  /** As the reader's Telegram is set: an IETF tag. */
  readonly languageTag: string | undefined;
}

/** A message replied to. */
export interface RepliedTo {
  readonly messageId: number;
  readonly fromBot: boolean;
  /** Text or caption; empty for a picture without words. */
  readonly text: string;
}

/** A stretch of a message that Telegram recognised, as far as the bot cares. */
export interface Mention {
  readonly offset: number;
  readonly length: number;
  readonly kind: 'command' | 'mention' | 'person';
  /** Set for `person`: a mention of somebody without a user name. */
  readonly personId: number | null;
}

export interface MessageEvent {
  readonly kind: 'message';
  readonly person: Person;
  readonly place: Place;
  readonly messageId: number;
  /** Text or caption; empty for a sticker, a voice message, a picture without words. */
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly repliedTo: RepliedTo | null;
  /** Seconds between sending and editing; null for a new message. */
  readonly editedAfterS: number | null;
}

export interface PressEvent {
  readonly kind: 'press';
  readonly person: Person;
  readonly queryId: string;
  readonly data: string;
  /** Null when Telegram no longer knows the message. */
  readonly on: MessageRef | null;
}

export interface InlineEvent {
  readonly kind: 'inline';
  readonly person: Person;
  readonly queryId: string;
  readonly query: string;
  readonly offset: string;
}

export interface GuestEvent {
  readonly kind: 'guest';
  readonly person: Person;
  readonly queryId: string;
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly repliedTo: RepliedTo | null;
}

/** A card was sent; only with inline feedback switched on at @BotFather. */
export interface ChosenEvent {
  readonly kind: 'chosen';
  readonly person: Person;
  readonly cardId: string;
  readonly inlineMessageId: string | null;
}

/** What happened on Telegram, as data. */
export type BotEvent =
  | MessageEvent
  | PressEvent
  | InlineEvent
  | GuestEvent
  | ChosenEvent
  /** A group became a supergroup: its chat has a new id. */
  | { readonly kind: 'moved'; readonly fromChatId: number; readonly toChatId: number }
  /** The bot was blocked or removed. */
  | { readonly kind: 'removed'; readonly chatId: number };
