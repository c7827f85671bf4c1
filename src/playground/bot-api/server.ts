import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readRequest } from './body.ts';
import type { BotAccount } from './bot-account.ts';
import { dispatch, failEarly, type Reply } from './dispatch.ts';
import { RequestRefused } from './errors.ts';
import { Faults } from './faults.ts';
import { WebhookSender } from './webhook.ts';
import { World, type WorldSetup } from './world.ts';

export interface BotApiServerSetup extends WorldSetup {
  /** 0: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** A world that is there already; otherwise a new one is made of the same setup. */
  readonly world?: World;
}

/**
 * A Bot API server over a small world of its own: what api.telegram.org is to a bot, on 127.0.0.1. Bots talk
 * to `url` as they would to Telegram; people act through `world`.
 */
export class BotApiServer {
  readonly world: World;
  readonly faults: Faults;
  readonly #server: Server;
  readonly #webhooks = new Map<BotAccount, WebhookSender>();
  readonly #attended = new WeakSet<BotAccount>();
  readonly #host: string;

  private constructor(world: World, host: string) {
    this.world = world;
    this.#host = host;
    this.faults = new Faults(world.now);
    this.#server = createServer((request, response) => void this.#serve(request, response));
    // Long polls outlast Node's patience with requests.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 60_000;
  }

  static async start(setup: BotApiServerSetup = {}): Promise<BotApiServer> {
    const host = setup.host ?? '127.0.0.1';
    const server = new BotApiServer(setup.world ?? new World(setup), host);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(setup.port ?? 0, host, resolve);
    });
    return server;
  }

  /** The API root, as `TELEGRAM_API_ROOT` wants it. */
  get url(): string {
    const address = this.#server.address() as AddressInfo | null;
    if (address === null) throw new Error('the local Bot API server is closed');
    return `http://${this.#host}:${address.port}`;
  }

  /** Hangs up on everybody. */
  async close(): Promise<void> {
    for (const sender of this.#webhooks.values()) sender.close();
    this.#webhooks.clear();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await send(response, await this.#answer(request, response));
    } catch (error) {
      // A client that hung up in the middle of its request; anything else is answered as Telegram would.
      if (request.destroyed && !request.complete) return;
      if (error instanceof RequestRefused && error.blame === 'bot') this.world.violate(request.url?.split(/[/?]/)[2] ?? '', error.message);
      const { code, message } = error instanceof RequestRefused ? error : { code: 500, message: 'Internal Server Error' };
      await send(response, plain(code, message));
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<Reply | FileReply> {
    const url = addressOf(request);
    const [, isFile, token, rest] = /^\/(file\/)?bot([^/]+)\/(?:test\/)?(.+)$/.exec(url?.path ?? '') ?? [];
    if (url === undefined || token === undefined || rest === undefined) return plain(404, 'Not Found');
    const bot = this.world.bots.get(token);
    // What does not even look like a token is no address at all.
    if (bot === undefined) return /^\d+:[\w-]+$/.test(token) ? plain(401, 'Unauthorized') : plain(404, 'Not Found');
    this.#attend(bot);
    if (isFile !== undefined) return this.#download(bot, rest);
    const raw = await readRequest(request, url.query, this.world.limits.uploadBytes + 1_000_000);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return dispatch({ world: this.world, faults: this.faults, bot, signal: gone.signal }, rest, raw);
  }

  #download(bot: BotAccount, path: string): Reply | FileReply {
    const { world, faults } = this;
    const params = { path };
    const fault = faults.pick({ method: 'file', params });
    const early = fault === undefined ? undefined : failEarly({ faults, bot }, fault, { method: 'file', params });
    if (early !== undefined) return early;
    const file = world.files.byPath(path);
    const error = file === undefined ? { error: { code: 404, description: 'Not Found', blame: 'bot' as const } } : {};
    world.journal.add({ kind: 'call', call: { method: 'file', bot: bot.user.username, params, at: world.now(), tookEffect: file !== undefined, ...error } });
    if (file === undefined) return plain(404, 'Not Found');
    return { status: 200, body: file.bytes, contentType: file.mime, fault };
  }

  /** Webhooks of this bot are delivered by this server from now on. */
  #attend(bot: BotAccount): void {
    if (this.#attended.has(bot)) return;
    this.#attended.add(bot);
    bot.onWebhookChange = () => {
      this.#webhooks.get(bot)?.close();
      this.#webhooks.delete(bot);
      if (bot.webhook === undefined) return;
      const run = (method: string, raw: Parameters<typeof dispatch>[2]): Promise<unknown> =>
        dispatch({ world: this.world, faults: this.faults, bot, signal: new AbortController().signal }, method, raw);
      this.#webhooks.set(bot, new WebhookSender({ world: this.world, bot, faults: this.faults, run }));
    };
  }
}

/** The path in plain characters, and the query; undefined for what is no address. */
function addressOf(request: IncomingMessage): { path: string; query: URLSearchParams } | undefined {
  try {
    const url = new URL(request.url ?? '/', 'http://local');
    return { path: decodeURI(url.pathname), query: url.searchParams };
  } catch {
    return undefined;
  }
}

interface FileReply extends Omit<Reply, 'body'> {
  readonly body: Uint8Array;
}

const plain = (code: number, description: string): Reply => ({ status: code, body: JSON.stringify({ ok: false, error_code: code, description }) });

/** Sends a reply, or does to it what the fault says. */
async function send(response: ServerResponse, reply: Reply | FileReply): Promise<void> {
  const { fault } = reply;
  if (fault?.kind === 'drop-before' || fault?.kind === 'drop-after') return void response.socket?.destroy();
  if (fault?.kind === 'hang' || response.destroyed) return;
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  response.writeHead(reply.status, { 'content-type': reply.contentType ?? 'application/json', 'content-length': body.length });
  if (fault?.kind !== 'truncate') return void response.end(body);
  response.write(body.subarray(0, Math.max(1, body.length >> 1)), () => response.socket?.destroy());
}
