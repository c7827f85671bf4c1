import { createHash } from 'node:crypto';
import { ALLOWED_UPDATES, CallError, callOf, describe, type Clock, type Log, type Polling, type Telegram } from '../bot/mod.ts';

import { InputError } from '../retrieval/mod.ts';
import { tokenRefused } from './connect.ts';

export interface UpdatesOptions {
  readonly telegram: Telegram;
  readonly clock: Clock;
  readonly log: Log;
}

/** Updates being fetched. */
export interface UpdateLoop {
  /** Rejects when fetching can never work again: the token was revoked. Otherwise it does not end before `stop`. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const CONFLICT_WAIT_MS = 3000;
const TROUBLE_WAIT_MS = 2000;

/** Fetches updates for good. A second poller (during a deployment, say) is waited out, with a line in the log. */
export function pollForever({ telegram, clock, log }: UpdatesOptions): UpdateLoop {
  let stopped = false;
  let current: Polling | null = null;
  const onTrouble = (error: CallError): void => log.warn({ reason: describe(error.failure) }, 'updates could not be fetched; asking again');

  async function loop(): Promise<void> {
    while (!stopped) {
      await telegram.call(callOf('deleteWebhook', { drop_pending_updates: false })).catch(() => undefined);
      if (stopped) return;
      current = telegram.poll({ allowedUpdates: ALLOWED_UPDATES, onTrouble });
      const waitMs = await current.ended.then(
        () => 0,
        (error: unknown) => afterFailure(error, log),
      );
      if (!stopped) await clock.sleep(waitMs);
    }
  }

  return {
    ended: loop(),
    async stop() {
      stopped = true;
      await current?.stop();
    },
  };
}

/** How long to wait before the next attempt; throws when there is no use in one. */
function afterFailure(error: unknown, log: Log): number {
  if (!(error instanceof CallError)) throw error;
  const { failure } = error;
  if (failure.kind === 'refused' && failure.code === 401) throw new InputError(tokenRefused('Telegram', describe(failure)), { cause: error });
  if (failure.kind === 'refused' && failure.code === 409) {
    log.warn({ description: failure.description }, 'another program fetches updates with the same BOT_TOKEN: stop one of the two');
    return CONFLICT_WAIT_MS;
  }
  log.warn({ reason: describe(failure) }, 'fetching updates ended; beginning again');
  return TROUBLE_WAIT_MS;
}

/** The same after every restart, and of no use for finding the token. */
export function derivedSecret(token: string): string {
  return createHash('sha256').update(`csto-bot webhook ${token}`).digest('hex');
}
