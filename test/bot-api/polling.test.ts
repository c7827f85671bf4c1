import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawClient } from './raw-client.ts';
import { TestWorld } from './test-world.ts';

let t: TestWorld;
let client: RawClient;
beforeEach(async () => {
  t = await TestWorld.start();
  client = new RawClient(t);
});
afterEach(() => t.close());

interface Got {
  readonly update_id: number;
  readonly message?: { readonly text?: string };
}
const poll = async (params: object = {}): Promise<readonly Got[]> => (await client.call('getUpdates', params)).result;
const texts = (updates: readonly Got[]): (string | undefined)[] => updates.map(({ message }) => message?.text);

describe('getUpdates', () => {
  it('repeats updates until they are confirmed by a higher offset', async () => {
    const anna = t.person();
    for (const text of ['a', 'b', 'c']) anna.say(text);
    const first = await poll({ limit: 2 });
    expect(texts(first)).toEqual(['a', 'b']);
    expect(texts(await poll())).toEqual(['a', 'b', 'c']);
    const offset = (first[1]?.update_id ?? 0) + 1;
    expect(texts(await poll({ offset }))).toEqual(['c']);
    expect(texts(await poll())).toEqual(['c']);
    expect(texts(await poll({ offset: offset + 1 }))).toEqual([]);
    expect((await client.call('getWebhookInfo')).result).toMatchObject({ url: '', pending_update_count: 0 });
  });

  it('counts a negative offset from the end and forgets the rest', async () => {
    const anna = t.person();
    for (const text of ['a', 'b', 'c']) anna.say(text);
    expect(texts(await poll({ offset: -1 }))).toEqual(['c']);
    expect(texts(await poll())).toEqual(['c']);
    expect(texts(await poll({ offset: -10 }))).toEqual(['c']);
  });

  it('waits for an update, and for its time-out', async () => {
    const waiting = poll({ timeout: 20 });
    const anna = t.person();
    anna.say('now');
    expect(texts(await waiting)).toEqual(['now']);
    const bounded = await TestWorld.start({ limits: { longPollMs: 5 } });
    expect((await new RawClient(bounded).call('getUpdates', { timeout: 30 })).result).toEqual([]);
    await bounded.close();
  });

  it('ends the first of two pollers with a conflict', async () => {
    const first = client.call('getUpdates', { timeout: 20 });
    await t.polling();
    const second = poll({ timeout: 20 });
    expect(await first).toMatchObject({
      status: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    t.person().say('for the second');
    expect(texts(await second)).toEqual(['for the second']);
  });

  it('is in conflict with a webhook', async () => {
    await client.call('setWebhook', { url: 'http://127.0.0.1:1/hook' });
    expect(await client.refusal('getUpdates')).toBe(
      "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    await client.call('deleteWebhook');
    expect((await client.call('getUpdates')).ok).toBe(true);
  });

  it('remembers allowed_updates, which does not reach back', async () => {
    const anna = t.person();
    anna.say('before');
    await poll({ allowed_updates: ['callback_query'] });
    anna.say('unwanted');
    expect(texts(await poll())).toEqual(['before']);
    await poll({ allowed_updates: [] });
    anna.say('wanted again');
    const updates = await poll();
    expect(texts(updates)).toEqual(['before', 'wanted again']);
    expect((updates[1]?.update_id ?? 0) - (updates[0]?.update_id ?? 0)).toBe(1);
    await poll({ allowed_updates: ['mesage'] });
    expect(t.world.violations).toEqual([{ method: 'getUpdates', what: 'there are no updates of type "mesage"' }]);
  });

  it('drops what is too old to matter', async () => {
    const anna = t.person();
    anna.say('kept');
    anna.typeInline('lost');
    t.advance(31_000);
    expect(texts(await poll())).toEqual(['kept']);
    t.advance(86_400_000);
    expect(await poll()).toEqual([]);
  });

  it('lets updates of any shape through', async () => {
    await poll({ allowed_updates: ['message'] });
    t.push({ newer_kind: { a: 1 } });
    t.push({ message: null });
    t.push({ callback_query: { id: 'unwanted' } });
    expect((await poll()).map((update) => Object.keys(update)[1])).toEqual(['newer_kind', 'message']);
  });

  it('delivers an update twice when told to', async () => {
    const anna = t.person();
    const message = anna.say('once');
    const [update] = await poll();
    await poll({ offset: (update?.update_id ?? 0) + 1 });
    await t.confirmed(message);
    t.repeat(t.updateOf(message));
    expect(await poll({ offset: (update?.update_id ?? 0) + 1 })).toEqual([update]);
    expect(await poll()).toEqual([]);
  });
});
