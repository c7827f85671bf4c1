import { Agent, request } from 'node:http';
import type { Update } from '@grammyjs/types';
import { type RawRequest, readBody, readBytes } from './body.ts';
import type { BotAccount } from './bot-account.ts';
import type { Faults } from './faults.ts';
import type { World } from './world.ts';

interface Delivering {
  readonly world: World;
  readonly bot: BotAccount;
  readonly faults: Faults;
  /** Runs a method that the bot named in its response. */
  readonly run: (method: string, raw: RawRequest) => Promise<unknown>;
}

/** Methods that a response cannot call. */
const NOT_IN_RESPONSE = /^(get|setwebhook$|deletewebhook$|close$|logout$)/i;

/**
 * Posts a bot's updates to its webhook. Updates of one lane (a chat, a person's queries) go one after another, lanes side by side up
 * to `max_connections`. What is not answered with 2xx is sent again: at once, then after pauses that double.
 */
export class WebhookSender {
  readonly #context: Delivering;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #busy = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stop: () => void;
  #closed = false;

  constructor(context: Delivering) {
    this.#context = context;
    this.#stop = context.bot.queue.listen(() => this.#pump());
    this.#pump();
  }

  close(): void {
    this.#closed = true;
    this.#stop();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#agent.destroy();
  }

  #pump(): void {
    const { bot } = this.#context;
    if (this.#closed || bot.webhook === undefined) return;
    const free = bot.webhook.maxConnections - this.#busy.size;
    for (const { update, lane } of free <= 0 ? [] : bot.queue.heads(this.#busy, free)) {
      this.#busy.add(lane);
      void this.#deliver(update, lane, 0);
    }
  }

  async #deliver(update: Update, lane: string, failures: number): Promise<void> {
    const { world, bot, faults } = this.#context;
    const failure = await this.#post(update).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (this.#closed) return;
    if (failure === undefined) {
      world.journal.add({ kind: 'confirmed', bot: bot.user.username, update });
      bot.queue.remove(update, lane);
      if (!lane.startsWith('again ') && faults.duplicates()) bot.queue.repeat(update);
      this.#busy.delete(lane);
      this.#pump();
      return;
    }
    if (bot.webhook !== undefined) bot.webhook.lastError = { at: world.date, message: failure };
    const { webhookRetryMs, webhookMaxRetryMs } = world.limits;
    const pauseMs = failures === 0 ? 0 : Math.min(webhookMaxRetryMs, webhookRetryMs * 2 ** (failures - 1));
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#deliver(update, lane, failures + 1);
    }, pauseMs);
    this.#timers.add(timer);
  }

  /** Resolves to undefined when the update was taken, or says what went wrong. */
  async #post(update: Update): Promise<string | undefined> {
    const { world, bot, faults, run } = this.#context;
    const { webhook } = bot;
    if (webhook === undefined) return 'no webhook';
    world.journal.add({ kind: 'delivered', bot: bot.user.username, update });
    const fault = faults.pick({ method: 'webhook', params: update as unknown as Record<string, unknown> });
    if (fault?.kind === 'drop-before') return 'Connection reset by peer';
    const { status, contentType, bytes } = await this.#exchange(webhook.url, webhook.secretToken, JSON.stringify(update));
    if (fault?.kind === 'drop-after') return 'Read timeout expired';
    if (status < 200 || status > 299) return `Wrong response from the webhook: ${status}`;
    const raw = await readBody(contentType, bytes).catch(() => undefined);
    const { method, ...fields } = raw?.fields ?? {};
    if (raw !== undefined && typeof method === 'string' && !NOT_IN_RESPONSE.test(method)) await run(method, { fields, files: raw.files });
    return undefined;
  }

  #exchange(url: string, secretToken: string, body: string): Promise<{ status: number; contentType: string; bytes: Buffer }> {
    const secret = secretToken === '' ? {} : { 'x-telegram-bot-api-secret-token': secretToken };
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...secret };
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { method: 'POST', agent: this.#agent, headers, timeout: this.#context.world.limits.webhookTimeoutMs }, (response) => {
        readBytes(response, this.#context.world.limits.uploadBytes).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', bytes }),
          reject,
        );
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error('Read timeout expired')));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
