import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../bot/group/rate.ts';
import { createLanes, DROPPED } from '../../bot/lanes.ts';
import { createNewestOnly } from '../../bot/newest.ts';

function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('lanes', () => {
  it('keep order within a key, and run keys side by side', async () => {
    const lanes = createLanes<string>();
    const done: string[] = [];
    const { open, opened } = gate();
    const first = lanes.run('a', async () => void (await opened, done.push('a1')));
    const second = lanes.run('a', async () => void done.push('a2'));
    await lanes.run('b', async () => void done.push('b1'));
    expect(lanes.depth('a')).toBe(2);
    open();
    await Promise.all([first, second]);
    expect(done).toEqual(['b1', 'a1', 'a2']);
    expect(lanes.size()).toBe(0);
  });

  it('go on after a failure', async () => {
    const lanes = createLanes<string>();
    await expect(lanes.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lanes.run('a', async () => 5)).toBe(5);
  });

  it('drop what waits when cleared, not what is being done', async () => {
    const lanes = createLanes<string>();
    const { open, opened } = gate();
    const first = lanes.run('a', async () => (await opened, 'done'));
    await Promise.resolve();
    const second = lanes.run('a', async () => 'never');
    await new Promise(setImmediate);
    expect(lanes.clear('a')).toBe(1);
    const third = lanes.run('a', async () => 'later');
    open();
    expect(await Promise.all([first, second, third])).toEqual(['done', DROPPED, 'later']);
    await lanes.idle();
  });
});

describe('newest only', () => {
  it('drops what waits when something newer comes', async () => {
    const newest = createNewestOnly<number>();
    const done: string[] = [];
    const { open, opened } = gate();
    const first = newest.run(1, async () => void (await opened, done.push('first')));
    const second = newest.run(1, async () => void done.push('second'));
    const third = newest.run(1, async () => void done.push('third'));
    open();
    expect(await Promise.all([first, second, third])).toEqual([true, false, true]);
    expect(done).toEqual(['first', 'third']);
  });

  it('goes on after a failure', async () => {
    const newest = createNewestOnly<number>();
    await expect(newest.run(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await newest.run(1, async () => undefined)).toBe(true);
  });
});

describe('rate limit', () => {
  const rule = { burst: 2, refillMs: 1000 };

  it('gives a burst, then one turn at a time, and one notice', () => {
    const limit = createRateLimit(rule);
    expect([0, 0].map((now) => limit.take('a', now).kind)).toEqual(['go', 'go']);
    expect(limit.take('a', 100)).toEqual({ kind: 'wait', seconds: 1, first: true });
    expect(limit.take('a', 200)).toEqual({ kind: 'wait', seconds: 1, first: false });
    expect(limit.take('a', 1300).kind).toBe('go');
    expect(limit.take('a', 1400)).toMatchObject({ kind: 'wait', first: true });
    expect(limit.take('b', 1400).kind).toBe('go');
  });

  it('survives a clock set back', () => {
    const limit = createRateLimit(rule);
    limit.take('a', 10_000);
    limit.take('a', 10_000);
    expect(limit.take('a', 0).kind).toBe('wait');
    expect(limit.take('a', 1000).kind).toBe('go');
  });
});
