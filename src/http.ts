import { createHash, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { InputError } from '../retrieval/mod.ts';
import type { HttpConfig } from './config.ts';

/** Telegram calls `path`; an update that is accepted but not yet answered is answered in its own time. */
export interface WebhookRoute {
  readonly path: string;
  readonly secret: string;
  readonly receive: (update: { update_id: number }) => Promise<void>;
}

export interface HttpOptions extends HttpConfig {
  readonly webhook: WebhookRoute | null;
  /** What /healthz says; `ready` false is a 503. */
  readonly health: () => { ready: boolean };
  readonly metrics: { render(): Promise<string>; contentType: string };
}

export interface HttpServer {
  readonly port: number;
  /** Takes no further requests and waits for those under way. */
  close(): Promise<void>;
}

/** Telegram's updates are a few kB; the longest message with all its entities is far below this. */
const MAX_BODY_BYTES = 1_000_000;
const HANG_UP_EVERY_MS = 20;

/** The bot's web server. The only file that knows Hono. */
export async function listen(options: HttpOptions): Promise<HttpServer> {
  const server = createAdaptorServer({ fetch: routes(options).fetch }) as Server;
  const port = await listening(server, options);
  return { port, close: () => closed(server) };
}

function routes({ webhook, health, metrics }: HttpOptions): Hono {
  const app = new Hono();
  app.get('/healthz', (context) => {
    const state = health();
    return context.json(state, state.ready ? 200 : 503);
  });
  app.get('/metrics', async (context) => context.body(await metrics.render(), 200, { 'content-type': metrics.contentType }));
  if (webhook !== null) {
    // Who does not know the secret does not get a body read.
    app.post(webhook.path, guard(webhook.secret), tooLong(), (context) => accept(context, webhook));
    app.all(webhook.path, (context) => context.text('method not allowed', 405, { allow: 'POST' }));
  }
  app.notFound((context) => context.text('not found', 404));
  app.onError((_, context) => context.text('error', 500));
  return app;
}

function guard(secret: string) {
  return async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const given = context.req.header('x-telegram-bot-api-secret-token') ?? '';
    if (!sameText(given, secret)) return context.text('unauthorized', 401);
    await next();
    return undefined;
  };
}

function tooLong() {
  return bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => context.text('too large', 413) });
}

async function accept(context: Context, { receive }: WebhookRoute): Promise<Response> {
  const update = parseUpdate(await context.req.text());
  if (update === null) return context.text('not an update', 400);
  await receive(update);
  return context.body(null, 200);
}

function parseUpdate(body: string): { update_id: number } | null {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || !('update_id' in value)) return null;
    return Number.isSafeInteger(value.update_id) ? (value as { update_id: number }) : null;
  } catch {
    return null;
  }
}

/** Takes the same time whatever is given, its length included. */
function sameText(a: string, b: string): boolean {
  const [hashA, hashB] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return hashA !== undefined && hashB !== undefined && timingSafeEqual(hashA, hashB);
}

function listening(server: Server, { host, port }: HttpConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, { host, port })));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function listenError(error: NodeJS.ErrnoException, { host, port }: HttpConfig): Error {
  if (error.code === 'EADDRINUSE') {
    return new InputError(`PORT=${port} is in use by another program on ${host}: set another, e.g. PORT=${port + 1}`);
  }
  if (error.code === 'EACCES') return new InputError(`PORT=${port} may not be used by this user: set one above 1023, e.g. PORT=8080`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new InputError(`HOST="${host}" is no address of this machine, e.g. HOST=0.0.0.0`);
  }
  return error;
}

/** A connection that is kept alive becomes idle after its last request, and would be held open for seconds. */
function closed(server: Server): Promise<void> {
  const hangUp = setInterval(() => server.closeIdleConnections(), HANG_UP_EVERY_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(hangUp);
      resolve();
    });
  });
}
