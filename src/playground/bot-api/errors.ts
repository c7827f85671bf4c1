import type { ResponseParameters } from '@grammyjs/types';

/**
 * Why a call was refused, in Telegram's own words and codes.
 *
 * `blame` keeps two things apart that look alike on the wire: `bot` is a malformed or pointless request (strict
 * mode records it, a correct bot never makes one), `world` is a request that was fine and met a world that had
 * moved on: the reader blocked the bot, the message is gone, the query is too old.
 */
export class RequestRefused extends Error {
  readonly code: number;
  readonly blame: 'bot' | 'world';
  readonly parameters: ResponseParameters | undefined;

  constructor(code: number, description: string, blame: 'bot' | 'world', parameters?: ResponseParameters) {
    super(description);
    this.name = 'RequestRefused';
    this.code = code;
    this.blame = blame;
    this.parameters = parameters;
  }
}

/** 400 for a request that is wrong in itself. */
export const malformed = (what: string): RequestRefused => new RequestRefused(400, `Bad Request: ${what}`, 'bot');

/** 400 for a request that came too late, or speaks of something that is not there (any more). */
export const refused = (what: string): RequestRefused => new RequestRefused(400, `Bad Request: ${what}`, 'world');

/** 403: the chat does not let the bot in. */
export const forbidden = (what: string): RequestRefused => new RequestRefused(403, `Forbidden: ${what}`, 'world');

export const conflict = (what: string): RequestRefused => new RequestRefused(409, `Conflict: ${what}`, 'world');

export const tooManyRequests = (retryAfterSeconds: number): RequestRefused =>
  new RequestRefused(429, `Too Many Requests: retry after ${retryAfterSeconds}`, 'world', { retry_after: retryAfterSeconds });

export const queryTooOld = (): RequestRefused => refused('query is too old and response timeout expired or query ID is invalid');
