import type { AnswerStatus } from '../retrieval/mod.ts';

/** Where a question came from. */
export type Channel = 'private' | 'group' | 'inline' | 'guest';

/** What is counted; never what was said. */
export interface Meter {
  update(kind: string): void;
  duplicate(): void;
  answered(fact: { status: AnswerStatus; channel: Channel; ms: number }): void;
  call(fact: { method: string; outcome: string; ms: number }): void;
  /** Telegram asked to wait. */
  tooMany(method: string): void;
}

/** The part of pino's interface that the bot uses. Question text only at `debug`. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Time and chance, passed in so that tests own them. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`. */
  sleep(ms: number): Promise<void>;
  /** Calls after `ms`, unless the function that is returned is called before. */
  after(ms: number, call: () => void): () => void;
  /** 0 <= x < 1. */
  random(): number;
}
