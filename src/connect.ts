import { ALLOWED_UPDATES, CallError, callOf, describe, type Call, type Clock, type Log, type Me, type Telegram } from '../bot/mod.ts';
import { InputError } from '../retrieval/mod.ts';

export interface ConnectOptions {
  readonly telegram: Pick<Telegram, 'call'>;
  readonly apiRoot: string;
  /** How long to keep trying, in seconds. */
  readonly patienceS: number;
  readonly clock: Clock;
  readonly log: Log;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Asks the Bot API who the bot is: the first proof that the address and the token are right. */
export async function connect(options: ConnectOptions): Promise<Me> {
  const user = await persistently(options, callOf('getMe', {}), (reason) => tokenRefused(options.apiRoot, reason));
  return meFrom(user, options.apiRoot);
}

/** Tells Telegram where to bring updates. */
export async function setWebhook(options: ConnectOptions, { url, secret }: { url: string; secret: string }): Promise<void> {
  const call = callOf('setWebhook', { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES, max_connections: 100 });
  await persistently(options, call, (reason) => `WEBHOOK_URL="${url}" was refused by Telegram: ${reason}, e.g. WEBHOOK_URL=https://bot.example.org/telegram`);
}

export function tokenRefused(apiRoot: string, reason: string): string {
  return `BOT_TOKEN (not shown) was refused by ${apiRoot}: ${reason}. Copy it anew from @BotFather: BOT_TOKEN=123456789:AAExample`;
}

/** Calls until there is an answer or patience ends. A refusal is final: `explain` says which setting is wrong. */
async function persistently(options: ConnectOptions, call: Call, explain: (reason: string) => string): Promise<unknown> {
  const giveUpAt = options.clock.now() + options.patienceS * 1000;
  for (let attempt = 1; ; attempt += 1) {
    const result = await options.telegram.call(call).catch((error: unknown) => passing(error, explain));
    if (!(result instanceof CallError)) return result;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    if (options.clock.now() + waitMs > giveUpAt) throw unreachable(options, result, attempt);
    options.log.warn({ attempt, waitMs, reason: describe(result.failure) }, 'the Bot API cannot be reached; trying again');
    await options.clock.sleep(waitMs);
  }
}

/** The error when it may pass with time; throws when it will not. */
function passing(error: unknown, explain: (reason: string) => string): CallError {
  if (!(error instanceof CallError)) throw error;
  const { failure } = error;
  const refused = failure.kind === 'refused' && failure.code >= 400 && failure.code < 500 && failure.code !== 429;
  if (refused) throw new InputError(explain(describe(failure)), { cause: error });
  return error;
}

function meFrom(user: unknown, apiRoot: string): Me {
  if (typeof user === 'object' && user !== null && 'id' in user && 'username' in user) {
    if (typeof user.id === 'number' && typeof user.username === 'string') return { id: user.id, username: user.username };
  }
  throw new InputError(`TELEGRAM_API_ROOT="${apiRoot}" does not answer as a Bot API server, e.g. TELEGRAM_API_ROOT=https://api.telegram.org`);
}

function unreachable({ apiRoot, patienceS }: ConnectOptions, error: CallError, attempts: number): InputError {
  const tried = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${patienceS} s`;
  return new InputError(
    `TELEGRAM_API_ROOT="${apiRoot}" cannot be reached (${describe(error.failure)}; ${tried}): check the network, or set another address, e.g. TELEGRAM_API_ROOT=https://api.telegram.org`,
    { cause: error },
  );
}
