import { InputError } from '../retrieval/mod.ts';
import { systemClock } from './clock.ts';
import { parseBotConfig } from './config.ts';
import { createLog, redactor } from './log.ts';
import { startBot } from './wire.ts';

/** How long the work under way may take after SIGTERM; with closing it stays below 10 seconds. */
const STOP_PATIENCE_MS = 8000;

const redact = redactor([process.env['BOT_TOKEN']?.trim() ?? '']);

async function main(): Promise<number> {
  const config = parseBotConfig(process.env);
  const secrets = [config.token, ...(config.mode === 'webhook' && config.secret !== null ? [config.secret] : [])];
  const log = createLog({ level: config.logLevel, secrets, write: (line) => process.stdout.write(line) });
  const stopAsked = signalled();
  const starting = startBot({ config, clock: systemClock, log });
  const bot = await Promise.race([starting, stopAsked.then(() => null)]);
  if (bot === null) return 0;
  try {
    await Promise.race([stopAsked, bot.ended]);
  } finally {
    log.info({}, 'stopping');
    await bot.stop(STOP_PATIENCE_MS);
    log.info({}, 'stopped');
  }
  return 0;
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

/** One line for whose setting is wrong, all there is to know for a fault of the program; the token in neither. */
function report(error: unknown): number {
  const wrongInput = error instanceof InputError;
  const text = wrongInput ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`csto-bot: ${redact(text)}\n`);
  return wrongInput ? 2 : 1;
}

// Not `process.exitCode`: a connection kept open must not keep a stopped bot alive.
process.exit(await main().catch(report));
