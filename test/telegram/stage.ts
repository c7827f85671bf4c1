import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../bot/mod.ts';
import { parseBotConfig, type Framework } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startBot, type RunningBot } from '../../src/wire.ts';
import { TestWorld, type TestWorldSetup } from '../bot-api/test-world.ts';
import { SmallCorpus } from './small-corpus.ts';

/** One way to run the bot. */
export interface Staging {
  readonly framework: Framework;
  readonly transport: 'polling' | 'webhook';
}

export interface Stage {
  readonly t: TestWorld;
  readonly corpus: SmallCorpus;
  readonly staging: Staging;
  /** What the bot logged, as objects. */
  readonly log: readonly Record<string, unknown>[];
  readonly bot: RunningBot;
  /** The web server's address; null with polling. */
  readonly http: string | null;
  /** Stops the bot as SIGTERM does. */
  stop(): Promise<void>;
  /** Stops it and starts it again over the same data. */
  restart(): Promise<void>;
}

export const USERNAME = 'csto_bot';
const SECRET = 'a-secret-of-the-test';

/** Starts a world and the bot in it, plays, and strikes the set; what a correct bot never sends fails the scenario. */
export async function onStage(staging: Staging, play: (stage: Stage) => Promise<void>, setup: TestWorldSetup = {}): Promise<void> {
  const t = await TestWorld.start({ bot: { username: USERNAME }, waitMs: 15_000, ...setup });
  const dataDir = mkdtempSync(join(tmpdir(), 'csto-bot-'));
  const stage = await rise({ t, staging, dataDir });
  try {
    await play(stage);
    t.assertClean();
  } catch (error) {
    throw new Error(`${String(error)}\nlog:\n${stage.log.map((line) => JSON.stringify(line)).join('\n')}`, { cause: error });
  } finally {
    await stage.stop();
    await t.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function rise({ t, staging, dataDir }: { t: TestWorld; staging: Staging; dataDir: string }): Promise<Stage> {
  const corpus = new SmallCorpus();
  const log: Record<string, unknown>[] = [];
  const port = staging.transport === 'webhook' ? await freePort() : null;
  const env = {
    BOT_TOKEN: t.token,
    TELEGRAM_API_ROOT: t.apiRoot,
    BOT_FRAMEWORK: staging.framework,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'info',
    ...(port === null ? {} : { PORT: String(port), HOST: '127.0.0.1', WEBHOOK_URL: `http://127.0.0.1:${port}/telegram`, WEBHOOK_SECRET: SECRET }),
  };
  const config = parseBotConfig(env);
  const logger = createLog({ level: config.logLevel, secrets: [t.token], write: (line) => log.push(JSON.parse(line) as Record<string, unknown>) });
  const start = (): Promise<RunningBot> => startBot({ config, clock: testClock(t), log: logger, open: async () => corpus, callTimeoutS: 2 });
  let bot = await start();
  const stop = (): Promise<void> => bot.stop(5000);
  return {
    t,
    corpus,
    staging,
    log,
    get bot() {
      return bot;
    },
    http: port === null ? null : `http://127.0.0.1:${port}`,
    stop,
    async restart() {
      await stop();
      bot = await start();
    },
  };
}

/** The world's time; who sleeps moves it on. Chance is a seeded sequence. */
export function testClock(t: TestWorld): Clock {
  let seed = 1;
  return {
    now: () => t.world.now(),
    async sleep(ms) {
      t.advance(ms);
      await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5)));
    },
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    random: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
