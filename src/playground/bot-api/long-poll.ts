import type { Update } from '@grammyjs/types';
import { conflict } from './errors.ts';
import type { UpdateQueue } from './update-queue.ts';

export interface PollRequest {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutMs: number;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
  /** Called when there is nothing to deliver and the wait begins. */
  readonly onWait: () => void;
  readonly onConfirmed: (updates: readonly Update[]) => void;
}

/**
 * One bot's long poll. There is at most one: a second caller ends the first with a conflict, as Telegram does, which is
 * how two running copies of a bot find out about each other.
 */
export class LongPoll {
  readonly #queue: UpdateQueue;
  #waiting: ((reason: Error) => void) | undefined;

  constructor(queue: UpdateQueue) {
    this.#queue = queue;
  }

  /** Ends the waiting call, if any. */
  abort(reason: Error): void {
    this.#waiting?.(reason);
  }

  async next(request: PollRequest): Promise<Update[]> {
    this.abort(conflict('terminated by other getUpdates request; make sure that only one bot instance is running'));
    let updates = this.#take(request);
    // Confirming may have brought an update back.
    if (updates.length === 0) updates = this.#take(request);
    if (updates.length > 0 || request.timeoutMs === 0) return updates;
    const arrival = this.#arrival(request);
    request.onWait();
    await arrival;
    return request.signal.aborted ? [] : this.#take(request);
  }

  #take(request: PollRequest): Update[] {
    const { updates, confirmed } = this.#queue.take(request.offset, request.limit);
    request.onConfirmed(confirmed);
    return updates;
  }

  #arrival({ timeoutMs, signal }: PollRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      let done = false;
      const finish = (settle: () => void): void => {
        if (done) return;
        done = true;
        clearTimeout(timer);
        stop();
        signal.removeEventListener('abort', onAbort);
        this.#waiting = undefined;
        settle();
      };
      // What arrives in the same turn travels together, as in Telegram's batches.
      const stop = this.#queue.listen(() => setImmediate(() => finish(resolve)));
      const timer = setTimeout(() => finish(resolve), timeoutMs);
      const onAbort = (): void => finish(resolve);
      signal.addEventListener('abort', onAbort);
      this.#waiting = (reason) => finish(() => reject(reason));
    });
  }
}
