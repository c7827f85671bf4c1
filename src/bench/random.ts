/** Random numbers that are the same in every run. */
export interface Random {
  /** An integer from 0 up to, not with, `limit`. */
  readonly below: (limit: number) => number;
  /** From the normal distribution of mean 0 and deviation 1. */
  readonly normal: () => number;
}

/** Mulberry32: 32 bits of state, which is enough to mix texts, in a few lines that are the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box & Muller: the logarithm needs a number above 0.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { below: (limit) => Math.floor(next() * limit), normal };
}
