import { CallError, callOf, describe, type Clock, type Log, type Me, type Telegram } from '../bot/mod.ts';
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
  const giveUpAt = options.clock.now() + options.patienceS * 1000;
  for (let attempt = 1; ; attempt += 1) {
    const me = await whoAmI(options);
    if (!(me instanceof CallError)) return me;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    if (options.clock.now() + waitMs > giveUpAt) throw unreachable(options, me, attempt);
    options.log.warn({ attempt, waitMs, reason: describe(me.failure) }, 'the Bot API cannot be reached; trying again');
    await options.clock.sleep(waitMs);
  }
}

async function whoAmI({ telegram, apiRoot }: ConnectOptions): Promise<Me | CallError> {
  try {
    return meFrom(await telegram.call(callOf('getMe', {})), apiRoot);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { failure } = error;
    const refused = failure.kind === 'refused' && failure.code >= 400 && failure.code < 500 && failure.code !== 429;
    if (!refused) return error;
    throw new InputError(`BOT_TOKEN (not shown) was refused by ${apiRoot}: ${describe(failure)}. Copy it anew from @BotFather: BOT_TOKEN=123456789:AAExample`, {
      cause: error,
    });
  }
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
