import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawClient } from './raw-client.ts';
import { TestWorld } from './test-world.ts';

let t: TestWorld;
let client: RawClient;
let hook: Server;
let url: string;
let seen: { headers: IncomingHttpHeaders; update: { update_id: number; message?: { text: string } } }[];
/** What the webhook answers, in turn; then 200. */
let answers: { status: number; body?: string }[];

beforeEach(async () => {
  t = await TestWorld.start({ limits: { webhookRetryMs: 5 } });
  client = new RawClient(t);
  seen = [];
  answers = [];
  hook = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ headers: request.headers, update: JSON.parse(body) as never });
      const { status, body: answer } = answers.shift() ?? { status: 200 };
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  await t.close();
  await new Promise((resolve) => hook.close(resolve));
});

describe('webhooks', () => {
  it('post updates with the secret, those that waited first', async () => {
    const anna = t.person();
    anna.say('waiting');
    expect(await client.call('setWebhook', { url, secret_token: 'a_B-1' })).toMatchObject({ ok: true, result: true });
    const last = anna.say('new');
    await t.confirmed(last);
    expect(seen.map(({ update }) => update.message?.text)).toEqual(['waiting', 'new']);
    expect(seen[0]?.headers).toMatchObject({ 'x-telegram-bot-api-secret-token': 'a_B-1', 'content-type': 'application/json' });
    expect((await client.call('getWebhookInfo')).result).toMatchObject({ url, pending_update_count: 0, max_connections: 40 });
  });

  it('drop pending updates when asked', async () => {
    const anna = t.person();
    anna.say('dropped');
    await client.call('setWebhook', { url, drop_pending_updates: true });
    await t.confirmed(anna.say('new'));
    expect(seen.map(({ update }) => update.message?.text)).toEqual(['new']);
  });

  it('send again what was not taken, in order, and report the error', async () => {
    await client.call('setWebhook', { url });
    answers.push({ status: 500 }, { status: 302 }, { status: 404 });
    const anna = t.person();
    anna.say('first');
    await t.confirmed(anna.say('second'));
    expect(seen.map(({ update }) => update.message?.text)).toEqual(['first', 'first', 'first', 'first', 'second']);
    expect((await client.call('getWebhookInfo')).result).toMatchObject({ last_error_message: 'Wrong response from the webhook: 404' });
  });

  it('go on with other chats while one waits', async () => {
    await client.call('setWebhook', { url });
    answers.push({ status: 500 }, { status: 500 }, { status: 500 }, { status: 500 });
    const stuck = t.person().say('stuck');
    await t.confirmed(t.person().say('flows'));
    await t.confirmed(stuck);
  });

  it('run a method named in the response, but none that asks or sets up', async () => {
    await client.call('setWebhook', { url });
    const anna = t.person();
    answers.push(
      { status: 200, body: JSON.stringify({ method: 'sendMessage', chat_id: anna.user.id, text: 'in the response' }) },
      { status: 200, body: '{"method":"deleteWebhook"}' },
    );
    anna.say('hello');
    expect((await t.hears(anna)).text).toBe('in the response');
    await t.confirmed(anna.say('again'));
    expect((await client.call('getWebhookInfo')).result).toMatchObject({ url });
  });

  it('deliver twice when the answer got lost', async () => {
    await client.call('setWebhook', { url });
    t.faults.next('webhook', { kind: 'drop-after' });
    await t.confirmed(t.person().say('twice'));
    expect(seen.map(({ update }) => update.message?.text)).toEqual(['twice', 'twice']);
  });

  it('refuse what cannot be one', async () => {
    expect(await client.refusal('setWebhook', { url: 'ftp://x' })).toBe('400 Bad Request: invalid webhook URL specified');
    expect(await client.refusal('setWebhook', { url, secret_token: 'a b' })).toBe('400 Bad Request: secret token contains unallowed characters');
    expect(await client.refusal('setWebhook', { url, secret_token: 'a'.repeat(257) })).toBe('400 Bad Request: secret token is too long');
    expect((await client.call('getWebhookInfo')).result).toMatchObject({ url: '' });
  });
});
