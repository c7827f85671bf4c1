import type { Update } from '@grammyjs/types';
import type { Limits } from './limits.ts';
import { UPDATE_TYPES } from './schema.ts';

/** An update without its number, as the world produces it. */
export type NewUpdate = Omit<Update, 'update_id'>;

interface Pending {
  readonly update: Update;
  readonly expiresAt: number;
  readonly lane: string;
}

/** Received only when asked for by name. Guest messages are in the default set by the letter of the documentation;
 * bots in the field report otherwise, so the stricter reading is taken. */
const ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count', 'guest_message']);

/**
 * A bot's updates: numbered, filtered by the remembered `allowed_updates` when they are made (later changes do not
 * reach back), dropped when too old, confirmed by number.
 */
export class UpdateQueue {
  readonly #pending: Pending[] = [];
  readonly #again: Update[] = [];
  readonly #limits: Limits;
  readonly #now: () => number;
  #nextId: number;
  /** Nothing expires before: spares looking through a long queue. */
  #firstExpiry = Number.POSITIVE_INFINITY;
  #allowed: ReadonlySet<string> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(limits: Limits, now: () => number, firstId: number) {
    this.#limits = limits;
    this.#now = now;
    this.#nextId = firstId;
  }

  /** `undefined`: leave as it is. Empty: the default set. */
  allow(types: readonly string[] | undefined): void {
    if (types !== undefined) this.#allowed = types.length === 0 ? undefined : new Set(types);
  }

  get allowed(): readonly string[] | undefined {
    return this.#allowed === undefined ? undefined : [...this.#allowed];
  }

  /** Returns the update, and whether it was queued. Lanes are what a webhook keeps in order: a chat, a person's queries. */
  push(payload: NewUpdate, lane: string): { update: Update; kept: boolean } {
    const type = Object.keys(payload)[0] ?? '';
    // What no list can name (a kind newer than this server, a fuzzer's) comes through.
    const nameable = UPDATE_TYPES.includes(type);
    const kept = !nameable || (this.#allowed === undefined ? !ON_REQUEST.has(type) : this.#allowed.has(type));
    // An update that nobody asked for gets no number: numbers have no holes because of it.
    const update = { update_id: kept ? this.#nextId++ : -1, ...payload };
    if (!kept) return { update, kept };
    const expiresAt = this.#now() + (this.#limits.updateMs[type] ?? this.#limits.otherUpdateMs);
    this.#pending.push({ update, lane, expiresAt });
    this.#firstExpiry = Math.min(this.#firstExpiry, expiresAt);
    this.#tell();
    return { update, kept };
  }

  /** Calls back whenever there is something to deliver, until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Delivers an update once more, as after a crash before it was confirmed. */
  repeat(update: Update): void {
    this.#again.push(update);
    this.#tell();
  }

  get size(): number {
    this.#expire();
    return this.#pending.length + this.#again.length;
  }

  /**
   * Updates from `offset` on; those before are confirmed and gone. A negative offset counts from the end,
   * and forgets the rest.
   */
  take(offset: number, limit: number): { updates: Update[]; confirmed: Update[] } {
    this.#expire();
    const first = offset >= 0 ? offset : (this.#pending.at(Math.max(offset, -this.#pending.length))?.update.update_id ?? 0);
    const gone = this.#pending.findIndex(({ update }) => update.update_id >= first);
    const confirmed = this.#pending.splice(0, gone === -1 ? this.#pending.length : gone).map(({ update }) => update);
    const again = this.#again.splice(0, limit);
    return { updates: [...again, ...this.#pending.slice(0, limit - again.length).map(({ update }) => update)], confirmed };
  }

  /** For webhooks: the first update of each lane that is not in `busy`, at most `max` of them. */
  heads(busy: ReadonlySet<string>, max: number): { update: Update; lane: string }[] {
    this.#expire();
    const seen = new Set(busy);
    const heads: { update: Update; lane: string }[] = [];
    for (const update of this.#again) {
      const lane = `again ${update.update_id}`;
      if (!seen.has(lane)) heads.push({ update, lane });
    }
    for (const { update, lane } of this.#pending) {
      if (heads.length >= max) break;
      if (seen.has(lane)) continue;
      seen.add(lane);
      heads.push({ update, lane });
    }
    return heads;
  }

  /** Takes out one update that a webhook has accepted. */
  remove(update: Update, lane: string): void {
    const again = lane.startsWith('again ');
    const at = again ? this.#again.indexOf(update) : this.#pending.findIndex((pending) => pending.update === update);
    if (at !== -1) (again ? this.#again : this.#pending).splice(at, 1);
  }

  clear(): void {
    this.#pending.length = 0;
    this.#again.length = 0;
  }

  #expire(): void {
    const now = this.#now();
    if (now <= this.#firstExpiry) return;
    this.#firstExpiry = Number.POSITIVE_INFINITY;
    for (let at = this.#pending.length - 1; at >= 0; at -= 1) {
      const expiresAt = this.#pending[at]?.expiresAt ?? now;
      if (expiresAt < now) this.#pending.splice(at, 1);
      else this.#firstExpiry = Math.min(this.#firstExpiry, expiresAt);
    }
  }
}
