import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { onStage, type Stage } from './stage.ts';

const SECRET = 'a-secret-of-the-test';
const BY_WEBHOOK = { framework: 'grammy', transport: 'webhook' } as const;

interface Reply {
  readonly status: number;
  readonly body: string;
}

interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

function ask(stage: Stage, { method = 'POST', path = '/telegram', headers = {}, body = '' }: Ask): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${stage.http}${path}`,
      { method, headers: { 'content-type': 'application/json', connection: 'close', ...headers } },
      (incoming) => {
        let text = '';
        incoming.on('data', (chunk) => (text += String(chunk)));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const KNOWN = { 'x-telegram-bot-api-secret-token': SECRET };

describe('the web server', () => {
  it('refuses who does not know the secret, whatever the body', () =>
    onStage(BY_WEBHOOK, async (stage) => {
      for (const given of [undefined, '', 'wrong', `${SECRET}x`, SECRET.slice(1)]) {
        const headers: Record<string, string> = given === undefined ? {} : { 'x-telegram-bot-api-secret-token': given };
        expect(await ask(stage, { headers, body: '{"update_id":1}' })).toMatchObject({ status: 401 });
      }
    }));

  it('refuses what is no update', () =>
    onStage(BY_WEBHOOK, async (stage) => {
      for (const body of ['', '{', 'null', '[]', '"text"', '{}', '{"update_id":"1"}', '{"update_id":1.5}', '\u0000']) {
        expect((await ask(stage, { headers: KNOWN, body })).status, body).toBe(400);
      }
    }));

  it('refuses other methods and other paths', () =>
    onStage(BY_WEBHOOK, async (stage) => {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) expect((await ask(stage, { method, headers: KNOWN })).status, method).toBe(405);
      expect((await ask(stage, { path: '/other', headers: KNOWN })).status).toBe(404);
    }));

  it('refuses a body of more than a megabyte', () =>
    onStage(BY_WEBHOOK, async (stage) => {
      const body = `{"update_id":1,"x":"${'a'.repeat(1_100_000)}"}`;
      expect((await ask(stage, { headers: { ...KNOWN, 'content-length': String(body.length) }, body })).status).toBe(413);
    }));

  it('answers an update that it takes with 200, once', () =>
    onStage(BY_WEBHOOK, async (stage) => {
      const anna = stage.t.person();
      const question = anna.say('Which priorities did Zhaparov outline?');
      await stage.t.hears(anna);
      const body = JSON.stringify(stage.t.updateOf(question));
      expect((await ask(stage, { headers: KNOWN, body })).status).toBe(200);
      expect(stage.t.unheard(anna)).toEqual([]);
    }));

  it('tells its health and counts questions, statuses, calls and 429s', () =>
    onStage(BY_WEBHOOK, async (stage) => {
      const { t } = stage;
      expect(await ask(stage, { method: 'GET', path: '/healthz' })).toEqual({ status: 200, body: '{"ready":true}' });
      t.faults.next('sendMessage', { kind: 'flood', retryAfterSeconds: 1 });
      const anna = t.person();
      const question = anna.say('Which priorities did Zhaparov outline?');
      await t.hears(anna);
      await t.confirmed(question);
      t.repeat(t.updateOf(question));
      await t.silence(anna, () => anna.say('xyzzy plugh'), /nothing/);
      const { body } = await ask(stage, { method: 'GET', path: '/metrics' });
      expect(body).toContain('csto_questions_total{status="answered",channel="private"} 1');
      expect(body).toContain('csto_questions_total{status="notFound",channel="private"} 1');
      expect(body).toContain('csto_api_429_total{method="sendMessage"} 1');
      expect(body).toContain('csto_duplicate_updates_total 1');
      expect(body).toMatch(/csto_answer_seconds_count\{channel="private"\} 2/u);
      expect(body).toMatch(/csto_api_call_seconds_count\{method="sendMessage",outcome="ok"\} \d/u);
      expect(body).toContain('csto_queue_length');
    }));
});
