import { Telegraf, TelegramError } from 'telegraf';
import type { Update } from './bot-api.ts';
import { withTimeout } from './call-timeout.ts';
import { networkFailure, refusal } from './network-failure.ts';
import {
  CallError,
  MAX_CONCURRENT_UPDATES,
  type Call,
  type Failure,
  type Polling,
  type PollingOptions,
  type Telegram,
  type TelegramOptions,
} from './telegram.ts';
import { translated } from './translate.ts';

type TelegrafUpdate = Parameters<Telegraf['handleUpdate']>[0];
type AllowedUpdates = NonNullable<Telegraf.LaunchOptions['allowedUpdates']>;
type AnyMethod = (method: string, payload: Call['payload'], options: { signal: AbortSignal }) => Promise<unknown>;

/** The bot on Telegraf: its client and its polling. The only file that knows Telegraf. */
export function createTelegraf({ token, apiRoot, onUpdate, callTimeoutS }: TelegramOptions): Telegram {
  const bot = new Telegraf(token, { telegram: { apiRoot, webhookReply: false }, handlerTimeout: Number.POSITIVE_INFINITY });
  const call = bot.telegram.callApi.bind(bot.telegram) as unknown as AnyMethod;
  const trouble = watchPolling(bot);
  const running = new Set<Promise<void>>();
  let polling = false;
  // Telegraf waits for a whole batch before it fetches the next: while polling, an update is taken, not waited for.
  bot.use((context) => {
    const work = onUpdate(context.update as unknown as Update);
    return polling ? taken(running, work) : work;
  });
  return {
    framework: 'telegraf',
    call: ({ method, payload }) => translated(method, failureOf, () => withTimeout(callTimeoutS, (signal) => call(method, payload, { signal }))),
    poll(options) {
      polling = true;
      trouble.report = options.onTrouble;
      return poll(bot, options);
    },
    receive: (update) => translated('getMe', failureOf, () => bot.handleUpdate(update as unknown as TelegrafUpdate)),
  };
}

/** Returns at once while few updates are being dealt with, else when one of them is done. */
async function taken(running: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  const tracked: Promise<void> = work.finally(() => running.delete(tracked));
  running.add(tracked);
  if (running.size >= MAX_CONCURRENT_UPDATES) await Promise.race(running);
}

/** Telegraf asks for updates again by itself and tells nobody. */
function watchPolling(bot: Telegraf): { report: PollingOptions['onTrouble'] } {
  const trouble: { report: PollingOptions['onTrouble'] } = { report: () => undefined };
  const original = bot.telegram.callApi.bind(bot.telegram);
  bot.telegram.callApi = async (method, payload, options) => {
    try {
      return await original(method, payload, options);
    } catch (error) {
      if (method === 'getUpdates' && options?.signal?.aborted !== true) trouble.report(new CallError(method, failureOf(error)));
      throw error;
    }
  };
  return trouble;
}

/** How often a stop is tried: Telegraf cannot be stopped in the moment between `launch` and its first fetch. */
const STOP_EVERY_MS = 20;

function poll(bot: Telegraf, { allowedUpdates }: PollingOptions): Polling {
  const ended = translated('getUpdates', failureOf, () => bot.launch({ allowedUpdates: allowedUpdates as unknown as AllowedUpdates }));
  return {
    ended,
    async stop() {
      const trying = setInterval(() => stopIfRunning(bot), STOP_EVERY_MS);
      stopIfRunning(bot);
      await ended.catch(() => undefined);
      clearInterval(trying);
    },
  };
}

/** Telegraf throws when asked to stop what is not running. */
function stopIfRunning(bot: Telegraf): void {
  try {
    bot.stop();
  } catch {
    // Not yet, or no longer.
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof TelegramError) return refusal({ error_code: error.code, description: error.description, parameters: error.parameters });
  return networkFailure(error);
}
