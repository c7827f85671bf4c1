import { seededRandom } from './random.ts';

/**
 * What can go wrong between a bot and Telegram.
 * - `flood`: 429 with `retry_after`; with `enforce`, every later call of the bot about that chat (or inline message) is refused as well until the
 *   time is over, and noted as a violation.
 * - `server-error`: a 5xx; `html` answers as a proxy on the way would.
 * - `refuse`: any refusal in Telegram's words, e.g. 403 "Forbidden: bot was kicked from the group chat".
 * - `drop-before`: the connection breaks and nothing happened. `drop-after`: it breaks, but it did happen.
 * - `truncate`: it happened, and the response breaks off in the middle. `slow`: the response takes its time.
 * - `hang`: it happened, and no response ever comes.
 */
export type Fault =
  | { readonly kind: 'flood'; readonly retryAfterSeconds: number; readonly enforce?: boolean }
  | { readonly kind: 'server-error'; readonly code?: number; readonly html?: boolean }
  | { readonly kind: 'refuse'; readonly code: number; readonly description: string }
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' };

export interface FaultTarget {
  /** A method's name; `file` is a download. */
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Matcher = string | readonly string[] | ((target: FaultTarget) => boolean);

/** Shares of calls (0-1) that fail in each way. `duplicate` is the share of updates that are delivered twice. */
export interface FaultRates {
  readonly flood?: number;
  readonly serverError?: number;
  readonly dropBefore?: number;
  readonly dropAfter?: number;
  readonly truncate?: number;
  readonly slow?: number;
  readonly duplicate?: number;
}

export interface RandomFaults {
  readonly seed: number;
  readonly rates: FaultRates;
  /** Only these methods; all if omitted. */
  readonly methods?: Matcher;
  readonly retryAfterSeconds?: number;
  readonly slowMs?: number;
}

interface Planned {
  readonly matches: (target: FaultTarget) => boolean;
  readonly fault: Fault;
  left: number;
}

/** The switchboard: faults by appointment (the next n calls of a method) or at random from a seed. */
export class Faults {
  readonly #planned: Planned[] = [];
  readonly #floods = new Map<string, number>();
  readonly #now: () => number;
  #random: { readonly plan: RandomFaults; readonly next: () => number } | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The next `times` calls that match go wrong like this. Appointments are kept in order. */
  next(which: Matcher, fault: Fault, times = 1): void {
    this.#planned.push({ matches: toPredicate(which), fault, left: times });
  }

  /** Every call that matches goes wrong like this, until `clear`. */
  always(which: Matcher, fault: Fault): void {
    this.next(which, fault, Number.POSITIVE_INFINITY);
  }

  random(plan: RandomFaults): void {
    this.#random = { plan, next: seededRandom(plan.seed) };
  }

  /** Everything works again, floods included. */
  clear(): void {
    this.#planned.length = 0;
    this.#floods.clear();
    this.#random = undefined;
  }

  /** How many appointments are still open: a test may assert that its faults did happen. */
  get pending(): number {
    return this.#planned.filter(({ left }) => Number.isFinite(left)).length;
  }

  /** Asked once per call. */
  pick(target: FaultTarget): Fault | undefined {
    const at = this.#planned.findIndex(({ matches }) => matches(target));
    const planned = this.#planned[at];
    if (planned === undefined) return this.#pickRandom(target);
    planned.left -= 1;
    if (planned.left <= 0) this.#planned.splice(at, 1);
    return planned.fault;
  }

  #pickRandom(target: FaultTarget): Fault | undefined {
    if (this.#random === undefined) return undefined;
    const { plan, next } = this.#random;
    if (plan.methods !== undefined && !toPredicate(plan.methods)(target)) return undefined;
    const { flood = 0, serverError = 0, dropBefore = 0, dropAfter = 0, truncate = 0, slow = 0 } = plan.rates;
    const menu: readonly (readonly [number, Fault])[] = [
      [flood, { kind: 'flood', retryAfterSeconds: plan.retryAfterSeconds ?? 1 }],
      [serverError, { kind: 'server-error' }],
      [dropBefore, { kind: 'drop-before' }],
      [dropAfter, { kind: 'drop-after' }],
      [truncate, { kind: 'truncate' }],
      [slow, { kind: 'slow', ms: plan.slowMs ?? 50 }],
    ];
    let dice = next();
    for (const [share, fault] of menu) {
      if (dice < share) return fault;
      dice -= share;
    }
    return undefined;
  }

  /** Whether this update is to come twice. */
  duplicates(): boolean {
    const share = this.#random?.plan.rates.duplicate ?? 0;
    return share > 0 && (this.#random?.next() ?? 1) < share;
  }

  /** From now on, this chat takes nothing until the time is over. */
  flood(key: string, seconds: number): void {
    this.#floods.set(key, this.#now() + seconds * 1000);
  }

  /** Seconds still to wait, 0 if none. */
  floodLeft(key: string): number {
    const until = this.#floods.get(key);
    return until === undefined ? 0 : Math.max(0, Math.ceil((until - this.#now()) / 1000));
  }
}

function toPredicate(which: Matcher): (target: FaultTarget) => boolean {
  if (typeof which === 'function') return which;
  const names = new Set((typeof which === 'string' ? [which] : which).map((name) => name.toLowerCase()));
  return ({ method }) => names.has('*') || names.has(method.toLowerCase());
}
