/** Work of one key in order, of different keys side by side. */
export interface Lanes<K> {
  /** Resolves with what the work gives, or with `dropped` when the lane was cleared before its turn. */
  run<T>(key: K, work: () => Promise<T>): Promise<T | typeof DROPPED>;
  /** Drops what waits in a lane; what is being done goes on. Returns how many were dropped. */
  clear(key: K): number;
  /** Waiting and being done in one lane. */
  depth(key: K): number;
  /** Waiting and being done in all lanes. */
  size(): number;
  /** Resolves when nothing is waiting or being done. */
  idle(): Promise<void>;
}

export const DROPPED = Symbol('dropped');

interface Lane {
  tail: Promise<unknown>;
  /** Raised by `clear`: work of an earlier generation is not begun. */
  generation: number;
  depth: number;
}

export function createLanes<K>(): Lanes<K> {
  const lanes = new Map<K, Lane>();
  let size = 0;

  async function turn<T>(key: K, lane: Lane, work: () => Promise<T>): Promise<T | typeof DROPPED> {
    const { generation, tail } = lane;
    await tail;
    try {
      return generation === lane.generation ? await work() : DROPPED;
    } finally {
      lane.depth -= 1;
      size -= 1;
      if (lane.depth === 0) lanes.delete(key);
    }
  }

  return {
    run(key, work) {
      const lane = lanes.get(key) ?? { tail: Promise.resolve(), generation: 0, depth: 0 };
      lanes.set(key, lane);
      lane.depth += 1;
      size += 1;
      const result = turn(key, lane, work);
      lane.tail = result.catch(() => undefined);
      return result;
    },
    clear(key) {
      const lane = lanes.get(key);
      if (lane === undefined) return 0;
      lane.generation += 1;
      return lane.depth - 1;
    },
    depth: (key) => lanes.get(key)?.depth ?? 0,
    size: () => size,
    async idle() {
      while (size > 0) await Promise.all([...lanes.values()].map((lane) => lane.tail));
    },
  };
}
