import { run, type RunnerHandle } from '@grammyjs/runner';
import { Bot, GrammyError, HttpError } from 'grammy';
import type { Update } from './bot-api.ts';
import { withTimeout } from './call-timeout.ts';
import { networkFailure, refusal } from './network-failure.ts';
import {
  CallError,
  MAX_CONCURRENT_UPDATES,
  POLL_TIMEOUT_S,
  type Call,
  type Polling,
  type PollingOptions,
  type Telegram,
  type TelegramOptions,
} from './telegram.ts';

/** The bot on grammY: its client, and its runner for concurrent polling. The only file that knows grammY. */
export function createGrammy({ token, apiRoot, onUpdate, callTimeoutS }: TelegramOptions): Telegram {
  const bot = new Bot(token, { client: { apiRoot, timeoutSeconds: callTimeoutS + POLL_TIMEOUT_S } });
  bot.use((context) => onUpdate(context.update));
  // `onUpdate` never rejects; without this line grammY would print what is thrown, the token with it.
  bot.catch(() => undefined);
  const raw = bot.api.raw as unknown as Readonly<Record<string, RawCall>>;
  return {
    framework: 'grammy',
    call: (call) => translated(call.method, () => withTimeout(callTimeoutS, (signal) => rawCall(raw, call, signal))),
    poll: (options) => poll(bot, options),
    receive: async (update) => {
      if (!bot.isInited()) await translated('getMe', () => bot.init());
      await bot.handleUpdate(update);
    },
  };
}

type RawCall = (payloadOrSignal: unknown, signal?: AbortSignal) => Promise<unknown>;

function rawCall(raw: Readonly<Record<string, RawCall>>, { method, payload }: Call, signal: AbortSignal): Promise<unknown> {
  const call = raw[method];
  if (call === undefined) throw new TypeError(`grammY has no method ${method}`);
  return NO_PAYLOAD.has(method) ? call(signal) : call(payload, signal);
}

/** grammY binds an empty payload to these, so that their first argument is the signal. */
const NO_PAYLOAD: ReadonlySet<string> = new Set(['getMe', 'getWebhookInfo']);

function poll(bot: Bot, { allowedUpdates, onTrouble }: PollingOptions): Polling {
  bot.api.config.use(async (previous, method, payload, signal) => {
    try {
      return await previous(method, payload, signal);
    } catch (error) {
      if (method === 'getUpdates' && signal?.aborted !== true) onTrouble(callError(method, error));
      throw error;
    }
  });
  const fetch = { timeout: POLL_TIMEOUT_S, allowed_updates: allowedUpdates as readonly Exclude<keyof Update, 'update_id'>[] };
  // Not silent, the runner would print errors that hold the address and with it the token.
  const runner = run(bot, { runner: { fetch, silent: true }, sink: { concurrency: MAX_CONCURRENT_UPDATES } });
  return { ended: ended(runner), stop: async () => void (await runner.stop()) };
}

async function ended(runner: RunnerHandle): Promise<void> {
  await translated('getUpdates', () => runner.task() ?? Promise.resolve());
}

async function translated<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw callError(method, error);
  }
}

function callError(method: string, error: unknown): CallError {
  if (error instanceof GrammyError) return new CallError(method, refusal(error));
  return new CallError(method, networkFailure(error instanceof HttpError ? error.error : error));
}
