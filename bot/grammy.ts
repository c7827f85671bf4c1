import { run } from '@grammyjs/runner';
import { Bot, GrammyError, HttpError } from 'grammy';
import type { Update } from './bot-api.ts';
import { withTimeout } from './call-timeout.ts';
import { networkFailure, refusal } from './network-failure.ts';
import {
  CallError,
  MAX_CONCURRENT_UPDATES,
  POLL_TIMEOUT_S,
  type Call,
  type Failure,
  type Polling,
  type PollingOptions,
  type Telegram,
  type TelegramOptions,
} from './telegram.ts';
import { translated } from './translate.ts';

/** The bot on grammY: its client, and its runner for concurrent polling. The only file that knows grammY. */
export function createGrammy({ token, apiRoot, onUpdate, callTimeoutS }: TelegramOptions): Telegram {
  const bot = new Bot(token, { client: { apiRoot, timeoutSeconds: callTimeoutS + POLL_TIMEOUT_S } });
  bot.use((context) => onUpdate(context.update));
  // `onUpdate` never rejects; without this line grammY would print what is thrown, the token with it.
  bot.catch(() => undefined);
  const raw = bot.api.raw as unknown as RawApi;
  const trouble = watchPolling(bot);
  return {
    framework: 'grammy',
    call: (call) => translated(call.method, failureOf, () => withTimeout(callTimeoutS, (signal) => rawCall(raw, call, signal))),
    poll(options) {
      trouble.report = options.onTrouble;
      return poll(bot, options);
    },
    async receive(update) {
      if (!bot.isInited()) await translated('getMe', failureOf, () => bot.init());
      await bot.handleUpdate(update);
    },
  };
}

type RawCall = (payloadOrSignal: unknown, signal?: AbortSignal) => Promise<unknown>;
type RawApi = Readonly<Record<string, RawCall>>;

function rawCall(raw: RawApi, { method, payload }: Call, signal: AbortSignal): Promise<unknown> {
  const call = raw[method];
  if (call === undefined) throw new TypeError(`grammY has no method ${method}`);
  return NO_PAYLOAD.has(method) ? call(signal) : call(payload, signal);
}

/** grammY binds an empty payload to these, so that their first argument is the signal. */
const NO_PAYLOAD: ReadonlySet<string> = new Set(['getMe', 'getWebhookInfo']);

/** The runner asks for updates again by itself and tells nobody. */
function watchPolling(bot: Bot): { report: PollingOptions['onTrouble'] } {
  const trouble: { report: PollingOptions['onTrouble'] } = { report: () => undefined };
  bot.api.config.use(async (previous, method, payload, signal) => {
    try {
      return await previous(method, payload, signal);
    } catch (error) {
      if (method === 'getUpdates' && signal?.aborted !== true) trouble.report(new CallError(method, failureOf(error)));
      throw error;
    }
  });
  return trouble;
}

function poll(bot: Bot, { allowedUpdates }: PollingOptions): Polling {
  const fetch = { timeout: POLL_TIMEOUT_S, allowed_updates: allowedUpdates as readonly Exclude<keyof Update, 'update_id'>[] };
  // Not silent, the runner would print errors that hold the address and with it the token.
  const runner = run(bot, { runner: { fetch, silent: true }, sink: { concurrency: MAX_CONCURRENT_UPDATES } });
  const ended = translated('getUpdates', failureOf, async () => runner.task());
  return { ended, stop: async () => void (await runner.stop()) };
}

function failureOf(error: unknown): Failure {
  if (error instanceof GrammyError) return refusal(error);
  return networkFailure(error instanceof HttpError ? error.error : error);
}
