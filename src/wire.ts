import { join } from 'node:path';
import {
  createBot,
  createGrammy,
  createTelegraf,
  loadWords,
  openMemory,
  profileCalls,
  profileFingerprint,
  type Bot,
  type Clock,
  type Log,
  type Memory,
  type Telegram,
  type TelegramOptions,
} from '../bot/mod.ts';
import { openCorpus, type Corpus } from '../retrieval/mod.ts';
import type { BotConfig, CorpusConfig } from './config.ts';
import { connect, setWebhook, type ConnectOptions } from './connect.ts';
import { waitAtMost } from './deadline.ts';
import { listen, type HttpServer, type WebhookRoute } from './http.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { derivedSecret, pollForever, type UpdateLoop } from './updates.ts';

export interface WireOptions {
  readonly config: BotConfig;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: the corpus in the data folder. */
  readonly open?: (config: CorpusConfig) => Promise<Corpus>;
  /** How long one call of the Bot API may take, in seconds; default 30. */
  readonly callTimeoutS?: number;
}

/** The bot, running. */
export interface RunningBot {
  readonly username: string;
  /** Where /healthz and /metrics are; null without a web server. */
  readonly port: number | null;
  /** Rejects when the bot cannot go on. */
  readonly ended: Promise<void>;
  /** Takes no further updates, finishes those it has (within `patienceMs`), closes what is open. */
  stop(patienceMs: number): Promise<void>;
}

/** A webhook's caller is not kept longer than this; the update is answered all the same. */
const WEBHOOK_PATIENCE_MS = 5000;

/** Puts the parts together: the one place that knows all of them. */
export async function startBot({ config, clock, log, open = openCorpus, callTimeoutS = 30 }: WireOptions): Promise<RunningBot> {
  const metrics = createMetrics();
  // Everything that is opened, to be closed in the opposite order, also when the start fails half-way.
  const opened: (() => Promise<void> | void)[] = [];
  const state: { bot: Bot | null } = { bot: null };
  const stopping = new AbortController();
  const telegram = adapter(config)({
    token: config.token,
    apiRoot: config.apiRoot,
    callTimeoutS,
    onUpdate: async (update) => state.bot?.handle(update),
  });
  try {
    const http = await serve({ config, clock, telegram, metrics, ready: () => state.bot !== null });
    if (http !== null) opened.push(() => http.close());
    const connection = { telegram, apiRoot: config.apiRoot, patienceS: config.startupPatienceS, clock, log };
    const me = await connect(connection);
    const corpus = await open(config);
    opened.push(() => corpus.close());
    const memory = openMemory(join(config.dataDir, 'bot.sqlite'));
    opened.push(() => memory.close());
    memory.serve(me.id);
    memory.prune(clock.now());
    warmUp(corpus);
    const bot = createBot({ corpus, memory, words: loadWords(), telegram, me, clock, log, meter: metrics.meter });
    state.bot = bot;
    metrics.watchQueue(() => bot.size());
    const updates = await takeUpdates({ ...connection, config, http });
    const introduction = introduce({ telegram, memory, log, stopping });
    announce({ config, log, me, corpus });
    return {
      username: me.username,
      port: http?.port ?? null,
      ended: updates.ended,
      async stop(patienceMs) {
        stopping.abort();
        const finish = updates.stop().then(() => Promise.all([bot.idle(), introduction]));
        await waitAtMost(clock, patienceMs, finish);
        await closeAll(opened);
      },
    };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

function adapter({ framework }: BotConfig): (options: TelegramOptions) => Telegram {
  return framework === 'grammy' ? createGrammy : createTelegraf;
}

interface ServeOptions {
  readonly config: BotConfig;
  readonly clock: Clock;
  readonly telegram: Telegram;
  readonly metrics: Metrics;
  readonly ready: () => boolean;
}

async function serve({ config, clock, telegram, metrics, ready }: ServeOptions): Promise<HttpServer | null> {
  if (config.http === null) return null;
  const webhook = config.mode === 'webhook' ? webhookRoute(config, { clock, telegram }) : null;
  return listen({ ...config.http, webhook, metrics, health: () => ({ ready: ready() }) });
}

function webhookRoute(config: Extract<BotConfig, { mode: 'webhook' }>, { clock, telegram }: Pick<ServeOptions, 'clock' | 'telegram'>): WebhookRoute {
  return {
    path: new URL(config.url).pathname,
    secret: config.secret ?? derivedSecret(config.token),
    receive: (update) => waitAtMost(clock, WEBHOOK_PATIENCE_MS, telegram.receive(update)),
  };
}

interface Taking extends ConnectOptions {
  readonly config: BotConfig;
  readonly telegram: Telegram;
  readonly http: HttpServer | null;
}

async function takeUpdates({ config, http, ...connection }: Taking): Promise<UpdateLoop> {
  if (config.mode === 'polling') return pollForever(connection);
  await setWebhook(connection, { url: config.url, secret: config.secret ?? derivedSecret(config.token) });
  return { ended: new Promise(() => undefined), stop: async () => http?.close() };
}

/** The model loads with the first question: not while a reader waits. What is wrong with it, the first question will tell. */
function warmUp(corpus: Corpus): void {
  corpus.search('?', { k: 1 }).catch(() => undefined);
}

interface Introduction {
  readonly telegram: Telegram;
  readonly memory: Memory;
  readonly log: Log;
  readonly stopping: AbortController;
}

/** Sets menus and descriptions where they have changed; a bot without them still answers. */
async function introduce({ telegram, memory, log, stopping }: Introduction): Promise<void> {
  const words = loadWords();
  const fingerprint = profileFingerprint(words);
  if (memory.note('profile') === fingerprint) return;
  try {
    for (const call of profileCalls(words)) {
      if (stopping.signal.aborted) return;
      await telegram.call(call);
    }
    memory.setNote('profile', fingerprint);
  } catch (error) {
    log.warn({ reason: String(error) }, 'menus and descriptions could not be set; the next start tries again');
  }
}

function announce({ config, log, me, corpus }: { config: BotConfig; log: Log; me: { username: string }; corpus: Corpus }): void {
  const { documents, passages } = corpus.coverage();
  const { mode, framework, apiRoot } = config;
  log.info({ bot: `@${me.username}`, mode, framework, apiRoot, documents, passages }, 'ready');
}

async function closeAll(opened: readonly (() => Promise<void> | void)[]): Promise<void> {
  for (const close of [...opened].reverse()) await close();
}
