import { describe, type WorldEvent } from './events.ts';

export type EventOf<K extends WorldEvent['kind']> = Extract<WorldEvent, { kind: K }>;

export interface WaitOptions {
  /** Looks at what happened from this position on, then waits; without it, only at what comes. */
  readonly after?: number;
  readonly timeoutMs?: number;
  /** For the error message: what was waited for. */
  readonly what?: string;
}

/** How long a wait may last before it fails: a bound, never a pause. */
const DEFAULT_WAIT_MS = 5_000;

/** The world's log: appended to, read from any position, listened to. Keeps the newest `limit` events. */
export class Journal {
  readonly #events: WorldEvent[] = [];
  readonly #listeners = new Set<(event: WorldEvent, at: number) => void>();
  readonly #limit: number;
  #dropped = 0;

  constructor(limit = 100_000) {
    this.#limit = limit;
  }

  /** The position after the newest event. */
  get position(): number {
    return this.#dropped + this.#events.length;
  }

  add(event: WorldEvent): void {
    this.#events.push(event);
    const at = this.position - 1;
    if (this.#events.length > this.#limit * 1.25) this.#dropped += this.#events.splice(0, this.#events.length - this.#limit).length;
    for (const listener of [...this.#listeners]) listener(event, at);
  }

  /** Listens until the returned function is called. */
  listen(listener: (event: WorldEvent, at: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  since(position = 0): readonly WorldEvent[] {
    return this.#events.slice(Math.max(0, position - this.#dropped));
  }

  of<K extends WorldEvent['kind']>(kind: K, after = 0): EventOf<K>[] {
    return this.since(after).filter((event): event is EventOf<K> => event.kind === kind);
  }

  /** The first event that `pick` makes something of, with the position after it. */
  async until<T>(pick: (event: WorldEvent) => T | undefined, options: WaitOptions = {}): Promise<{ value: T; next: number }> {
    const { after = this.position, timeoutMs = DEFAULT_WAIT_MS, what = 'something' } = options;
    for (let at = Math.max(after - this.#dropped, 0); at < this.#events.length; at += 1) {
      const event = this.#events[at];
      const value = event === undefined ? undefined : pick(event);
      if (value !== undefined) return { value, next: this.#dropped + at + 1 };
    }
    const stack = new Error(`waited ${timeoutMs} ms for ${what}`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        stack.message += `; the last that happened:\n${
          this.since(this.position - 8)
            .map(describe)
            .join('\n') || '(nothing)'
        }`;
        reject(stack);
      }, timeoutMs);
      const stop = this.listen((event, at) => {
        const value = pick(event);
        if (value === undefined) return;
        clearTimeout(timer);
        stop();
        resolve({ value, next: at + 1 });
      });
    });
  }
}
