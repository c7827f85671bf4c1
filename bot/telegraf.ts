import { Telegraf, TelegramError } from 'telegraf';
import type { Update } from './bot-api.ts';
import { withTimeout } from './call-timeout.ts';
import { networkFailure, refusal } from './network-failure.ts';
import {
  CallError,
  MAX_CONCURRENT_UPDATES,
  type Call,
  type Polling,
  type PollingOptions,
  type Telegram,
  type TelegramOptions,
} from './telegram.ts';

type TelegrafUpdate = Parameters<Telegraf['handleUpdate']>[0];
type AnyMethod = (method: string, payload: Call['payload'], options: { signal: AbortSignal }) => Promise<unknown>;

/** The bot on Telegraf: its client and its polling. The only file that knows Telegraf. */
export function createTelegraf({ token, apiRoot, onUpdate, callTimeoutS }: TelegramOptions): Telegram {
  const bot = new Telegraf(token, { telegram: { apiRoot, webhookReply: false }, handlerTimeout: Number.POSITIVE_INFINITY });
  const call = bot.telegram.callApi.bind(bot.telegram) as unknown as AnyMethod;
  let polling = false;
  const running = new Set<Promise<void>>();
  // Telegraf waits for a whole batch before it fetches the next: while polling, an update is taken, not waited for.
  bot.use((context) => {
    const update = context.update as unknown as Update;
    return polling ? taken(running, onUpdate(update)) : onUpdate(update);
  });
  return {
    framework: 'telegraf',
    call: ({ method, payload }) =>
      translated(method, () => withTimeout(callTimeoutS, (signal) => call(method, payload, { signal }))),
    poll: (options) => {
      polling = true;
      reportTrouble(bot, options);
      return poll(bot, options);
    },
    receive: (update) => translated('getMe', () => bot.handleUpdate(update as unknown as TelegrafUpdate)),
  };
}

/** Returns at once while few updates are being dealt with, else when one of them is done. */
async function taken(running: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  const tracked: Promise<void> = work.finally(() => running.delete(tracked));
  running.add(tracked);
  if (running.size >= MAX_CONCURRENT_UPDATES) await Promise.race(running);
}

/** Telegraf asks for updates again by itself and tells nobody. */
function reportTrouble(bot: Telegraf, { onTrouble }: PollingOptions): void {
  const original = bot.telegram.callApi.bind(bot.telegram);
  bot.telegram.callApi = async (method, payload, options) => {
    try {
      return await original(method, payload, options);
    } catch (error) {
      if (method === 'getUpdates' && options?.signal?.aborted !== true) onTrouble(callError(method, error));
      throw error;
    }
  };
}

function poll(bot: Telegraf, { allowedUpdates, onTrouble }: PollingOptions): Polling {
  const stopped = new AbortController();
  const ended = keepPolling(bot, { allowedUpdates, onTrouble, signal: stopped.signal });
  return {
    ended,
    stop: async () => {
      stopped.abort();
      stopIfRunning(bot);
      await ended.catch(() => undefined);
    },
  };
}

async function keepPolling(bot: Telegraf, options: PollingOptions & { signal: AbortSignal }): Promise<void> {
  const allowedUpdates = options.allowedUpdates as unknown as NonNullable<Telegraf.LaunchOptions['allowedUpdates']>;
  if (options.signal.aborted) return;
  await translated('getUpdates', () => bot.launch({ allowedUpdates }));
}

/** Telegraf throws when asked to stop what is not running. */
function stopIfRunning(bot: Telegraf): void {
  try {
    bot.stop();
  } catch {
    // It had ended by itself.
  }
}

async function translated<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw callError(method, error);
  }
}

function callError(method: string, error: unknown): CallError {
  if (error instanceof TelegramError) {
    return new CallError(method, refusal({ error_code: error.code, description: error.description, parameters: error.parameters }));
  }
  return new CallError(method, networkFailure(error));
}
