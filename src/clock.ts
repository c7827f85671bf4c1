import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../bot/mod.ts';

/** The real time and real chance. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => sleep(ms),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
