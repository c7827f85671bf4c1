/** A bucket of turns: full at first, one more every `refillMs`. */
export interface RateRule {
  readonly burst: number;
  readonly refillMs: number;
}

/** Telegram itself allows a bot 20 messages a minute in one group. */
export const PERSON_RULE: RateRule = { burst: 5, refillMs: 10_000 };
export const GROUP_RULE: RateRule = { burst: 20, refillMs: 3_000 };

/** Whether to answer; when not, whether to say so, and in how many seconds there is a turn again. */
export type Verdict = { readonly kind: 'go' } | { readonly kind: 'wait'; readonly seconds: number; readonly first: boolean };

export interface RateLimit {
  take(key: string, now: number): Verdict;
}

/** Who asked too much lately: kept in memory only, a restart forgives. */
export interface RateLimits {
  readonly person: RateLimit;
  readonly group: RateLimit;
}

/** How long somebody has to wait, and the message that says so; `first` when it was not said yet. */
export interface Delay {
  readonly key: 'rate-person' | 'rate-group';
  readonly seconds: number;
  readonly first: boolean;
}

/** Takes a turn in a group; null when there is one for the person and one for the group. */
export function delayFor(limits: RateLimits, { person, place }: { person: { id: number }; place: { chatId: number } }, now: number): Delay | null {
  const own = limits.person.take(`${place.chatId} ${person.id}`, now);
  if (own.kind === 'wait') return { key: 'rate-person', seconds: own.seconds, first: own.first };
  const shared = limits.group.take(String(place.chatId), now);
  return shared.kind === 'wait' ? { key: 'rate-group', seconds: shared.seconds, first: shared.first } : null;
}

interface Bucket {
  readonly turns: number;
  readonly at: number;
  /** The notice was given; it is not given again until there is a turn. */
  readonly told: boolean;
}

/** Buckets that are full again are forgotten when there are this many. */
const SWEEP_AT = 5_000;

export function createRateLimit(rule: RateRule): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(key, now) {
      const turns = turnsAt(buckets.get(key), now, rule);
      const told = buckets.get(key)?.told ?? false;
      if (buckets.size >= SWEEP_AT) sweep(buckets, now, rule);
      if (turns >= 1) {
        buckets.set(key, { turns: turns - 1, at: now, told: false });
        return { kind: 'go' };
      }
      buckets.set(key, { turns, at: now, told: true });
      return { kind: 'wait', seconds: Math.max(1, Math.ceil(((1 - turns) * rule.refillMs) / 1000)), first: !told };
    },
  };
}

/** A clock set back gives no turns and takes none. */
function turnsAt(bucket: Bucket | undefined, now: number, { burst, refillMs }: RateRule): number {
  if (bucket === undefined) return burst;
  return Math.min(burst, bucket.turns + Math.max(0, now - bucket.at) / refillMs);
}

function sweep(buckets: Map<string, Bucket>, now: number, rule: RateRule): void {
  for (const [key, bucket] of buckets) if (turnsAt(bucket, now, rule) >= rule.burst) buckets.delete(key);
}
