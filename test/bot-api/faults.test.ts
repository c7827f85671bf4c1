import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, Person } from '../../src/playground/bot-api/mod.ts';
import { RawClient } from './raw-client.ts';
import { TestWorld } from './test-world.ts';

let t: TestWorld;
let client: RawClient;
let anna: Person;
beforeEach(async () => {
  t = await TestWorld.start();
  client = new RawClient(t);
  anna = t.person();
  anna.say('hello');
});
afterEach(() => t.close());

const send = (text = 'x'): ReturnType<RawClient['call']> => client.call('sendMessage', { chat_id: anna.user.id, text });
const said = (): (string | undefined)[] => t.unheard(anna).map(({ text }) => text);

describe('faults by appointment', () => {
  it('flood: 429 with retry_after, enforced only when asked', async () => {
    t.faults.next('sendMessage', { kind: 'flood', retryAfterSeconds: 3 });
    expect(await send()).toMatchObject({ status: 429, error_code: 429, description: 'Too Many Requests: retry after 3', parameters: { retry_after: 3 } });
    expect((await send()).ok).toBe(true);
    t.assertClean();
    t.faults.next('sendMessage', { kind: 'flood', retryAfterSeconds: 3, enforce: true });
    await send();
    t.advance(1_000);
    expect(await send()).toMatchObject({ status: 429, parameters: { retry_after: 2 } });
    expect(t.world.violations).toHaveLength(1);
    t.advance(2_000);
    expect((await send()).ok).toBe(true);
    t.faults.next('setMyCommands', { kind: 'flood', retryAfterSeconds: 3, enforce: true });
    await client.call('setMyCommands', { commands: [] });
    expect((await client.call('getMe')).ok).toBe(true);
  });

  it('server errors, as Telegram or as a proxy says them', async () => {
    t.faults.next('sendMessage', { kind: 'server-error' });
    expect(await send()).toMatchObject({ status: 500, description: 'Internal Server Error' });
    t.faults.next('sendMessage', { kind: 'server-error', code: 502, html: true });
    await expect(send()).rejects.toThrow(/JSON/);
    t.faults.next('sendMessage', { kind: 'refuse', code: 403, description: 'Forbidden: user is deactivated' });
    expect(await send()).toMatchObject({ status: 403, description: 'Forbidden: user is deactivated' });
    expect(said()).toEqual([]);
    t.assertClean();
  });

  it.each<[Fault, boolean]>([
    [{ kind: 'drop-before' }, false],
    [{ kind: 'drop-after' }, true],
    [{ kind: 'truncate' }, true],
  ])('%o breaks the connection', async (fault, tookEffect) => {
    t.faults.next('sendMessage', fault);
    await expect(send('lost?')).rejects.toThrow();
    expect(said()).toEqual(tookEffect ? ['lost?'] : []);
    expect(t.calls('sendMessage')).toMatchObject([{ fault: fault.kind, tookEffect }]);
    expect(t.faults.pending).toBe(0);
    expect((await send()).ok).toBe(true);
  });

  it('slow responses come, hanging ones do not', async () => {
    t.faults.next('sendMessage', { kind: 'slow', ms: 5 });
    expect((await send('slow')).ok).toBe(true);
    t.faults.next('sendMessage', { kind: 'hang' });
    const gaveUp = fetch(`${t.apiRoot}/bot${t.token}/sendMessage?chat_id=${anna.user.id}&text=hang`, { signal: AbortSignal.timeout(100) });
    await expect(gaveUp).rejects.toThrow();
    expect(said()).toEqual(['slow', 'hang']);
  });

  it('match what they are for, as often as they are told', async () => {
    t.faults.next(({ method, params }) => method === 'sendMessage' && params['text'] === 'b', { kind: 'server-error' }, 2);
    expect((await send('a')).ok).toBe(true);
    expect((await send('b')).ok).toBe(false);
    expect((await send('b')).ok).toBe(false);
    expect((await send('b')).ok).toBe(true);
    t.faults.always('*', { kind: 'server-error' });
    expect((await client.call('getMe')).ok).toBe(false);
    t.faults.clear();
    expect((await client.call('getMe')).ok).toBe(true);
  });

  it('break downloads', async () => {
    const { document } = anna.upload({ name: 'a.txt', bytes: 'some words' });
    const { file_path } = (await client.call('getFile', { file_id: document?.file_id })).result as { file_path: string };
    t.faults.next('file', { kind: 'truncate' });
    const response = await fetch(`${t.apiRoot}/file/bot${t.token}/${file_path}`);
    await expect(response.text()).rejects.toThrow();
  });
});

describe('faults at random', () => {
  const trial = async (seed: number): Promise<string> => {
    const world = await TestWorld.start();
    world.faults.random({ seed, rates: { flood: 0.2, serverError: 0.2, dropAfter: 0.1 } });
    const outcomes: string[] = [];
    for (let at = 0; at < 30; at += 1)
      outcomes.push(
        await new RawClient(world).call('getMe').then(
          ({ status }) => `${status}`,
          () => 'lost',
        ),
      );
    await world.close();
    return outcomes.join(' ');
  };

  it('are the same for the same seed', async () => {
    const first = await trial(7);
    expect(await trial(7)).toBe(first);
    expect(await trial(8)).not.toBe(first);
    for (const outcome of ['200', '429', '500', 'lost']) expect(first).toContain(outcome);
  });

  it('deliver updates twice', async () => {
    t.faults.random({ seed: 1, rates: { duplicate: 0.5 } });
    for (let at = 0; at < 20; at += 1) anna.say(`${at}`);
    const got: number[] = [];
    for (let offset = 0, batch = [{ update_id: 0 }]; batch.length > 0;) {
      batch = (await client.call('getUpdates', { offset, limit: 5 })).result as { update_id: number }[];
      got.push(...batch.map(({ update_id }) => update_id));
      offset = Math.max(offset, ...batch.map(({ update_id }) => update_id + 1));
    }
    expect(new Set(got).size).toBe(21);
    expect(got.length).toBeGreaterThan(25);
    expect(got.length).toBeLessThan(40);
  });
});

describe('waiting', () => {
  it('fails in time, and says what happened instead', async () => {
    const impatient = await TestWorld.start({ waitMs: 10 });
    const boris = impatient.person();
    boris.say('anybody there?');
    await expect(impatient.hears(boris, /hello/)).rejects.toThrow(
      /waited 10 ms for the bot's message .* matching \/hello\/; the last that happened:[^]*anybody there/,
    );
    await impatient.close();
  });

  it('keeps the newest of a long history', async () => {
    const small = await TestWorld.start({ keepEvents: 10, keepMessages: 5 });
    const boris = small.person();
    for (let at = 0; at < 100; at += 1) boris.say(`${at}`);
    expect(
      boris
        .chat()
        .history()
        .map(({ text }) => text),
    ).toEqual(['95', '96', '97', '98', '99']);
    expect(small.world.journal.since().length).toBeLessThanOrEqual(13);
    expect(small.world.journal.position).toBe(200);
    await small.close();
  });
});
