/** Work of which only the newest matters, per key: what waits is dropped when something newer comes. */
export interface NewestOnly<K> {
  /** Resolves to false when the work was dropped. */
  run(key: K, work: () => Promise<void>): Promise<boolean>;
}

interface Waiting {
  readonly work: () => Promise<void>;
  readonly settle: (done: boolean) => void;
  readonly fail: (error: unknown) => void;
}

export function createNewestOnly<K>(): NewestOnly<K> {
  /** A key is here while its work is being done; the value is what comes next. */
  const busy = new Map<K, Waiting | null>();

  async function drain(key: K): Promise<void> {
    for (let next = busy.get(key); next; next = busy.get(key)) {
      busy.set(key, null);
      await next.work().then(() => next.settle(true), next.fail);
    }
    busy.delete(key);
  }

  return {
    run(key, work) {
      return new Promise((settle, fail) => {
        const idle = !busy.has(key);
        busy.get(key)?.settle(false);
        busy.set(key, { work, settle, fail });
        if (idle) void drain(key);
      });
    },
  };
}
