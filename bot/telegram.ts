import type { ApiMethods, Opts, Update } from './bot-api.ts';

export type Method = keyof ApiMethods<unknown>;
export type Payload<M extends Method> = Opts<unknown>[M];

/** A call of the Bot API as data; payloads are checked against the Bot API's types where calls are made. */
export interface Call {
  readonly method: Method;
  readonly payload: Readonly<Record<string, unknown>>;
}

export function callOf<M extends Method>(method: M, payload: Payload<M>): Call {
  return { method, payload: payload };
}

/** Why a call failed, by what can be done about it. */
export type Failure =
  /** The Bot API said no: nothing was done. */
  | {
      readonly kind: 'refused';
      readonly code: number;
      readonly description: string;
      readonly retryAfterS: number | null;
      readonly migrateToChatId: number | null;
    }
  /** No connection came about: certainly not delivered. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The connection broke or the time ran out after the request was sent: it may have been carried out. */
  | { readonly kind: 'uncertain'; readonly reason: string };

/** A failed call. The message never holds the address called, for the token is part of it. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly method: string;
  readonly failure: Failure;

  constructor(method: string, failure: Failure) {
    super(`${method}: ${describe(failure)}`);
    this.method = method;
    this.failure = failure;
  }
}

export function describe(failure: Failure): string {
  return failure.kind === 'refused' ? `${failure.code} ${failure.description}` : failure.reason;
}

/** Long polling under way. */
export interface Polling {
  /** Resolves when stopped; rejects when polling cannot go on (another poller: 409; a revoked token: 401). */
  readonly ended: Promise<void>;
  /** Takes no further updates. */
  stop(): Promise<void>;
}

export interface PollingOptions {
  readonly allowedUpdates: readonly (keyof Update)[];
  /** Called when updates could not be fetched and are asked for again. */
  readonly onTrouble: (error: CallError) => void;
}

/** What a framework's adapter gives: calls out, updates in. It decides nothing. */
export interface Telegram {
  readonly framework: 'grammy' | 'telegraf';
  /** Performs a call; throws `CallError` only. */
  call(call: Call): Promise<unknown>;
  poll(options: PollingOptions): Polling;
  /** Hands over one update that came by webhook; resolves when it has been dealt with. */
  receive(update: Update): Promise<void>;
}

export interface TelegramOptions {
  readonly token: string;
  /** Without a trailing slash. */
  readonly apiRoot: string;
  /** Gets every update, also in parallel; never rejects. */
  readonly onUpdate: (update: Update) => Promise<void>;
  /** How long one call may take, in seconds; fetching updates has its own time. */
  readonly callTimeoutS: number;
}

/** How long Telegram may hold a getUpdates open, in seconds. */
export const POLL_TIMEOUT_S = 30;
/** Updates being dealt with at once before more are fetched. */
export const MAX_CONCURRENT_UPDATES = 500;
