import { InputError } from '../retrieval/mod.ts';

/** The environment as `process.env` gives it; only the entry points read the real one. */
export type Env = Readonly<Record<string, string | undefined>>;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const FRAMEWORKS = ['grammy', 'telegraf'] as const;
export type Framework = (typeof FRAMEWORKS)[number];

/** What opening the corpus needs, for the bot and for the command line alike. */
export interface CorpusConfig {
  readonly dataDir: string;
  /** The documents that the project ships. */
  readonly seedsDir: string;
  /** `embedded`: the one that ships with the project; or the folder of another. */
  readonly embeddingModel: string;
  readonly logLevel: LogLevel;
}

interface BotConfigBase extends CorpusConfig {
  readonly token: string;
  readonly framework: Framework;
  /** No trailing slash. */
  readonly apiRoot: string;
  readonly adminIds: readonly number[];
  /** How long a start keeps trying to reach the Bot API, in seconds. */
  readonly startupPatienceS: number;
}

/** Long polling; `http` serves /healthz and /metrics, and is null where no PORT is set. */
export interface PollingConfig extends BotConfigBase {
  readonly mode: 'polling';
  readonly http: HttpConfig | null;
}

/** Telegram calls `url`; this process listens at `http` for the path of it. */
export interface WebhookConfig extends BotConfigBase {
  readonly mode: 'webhook';
  readonly http: HttpConfig;
  readonly url: string;
  /** 1-256 characters of A-Za-z0-9_-; null: derived from the token, so that it stays the same over restarts. */
  readonly secret: string | null;
}

export interface HttpConfig {
  readonly host: string;
  /** 0-65535; 0 takes any free port. */
  readonly port: number;
}

export type BotConfig = PollingConfig | WebhookConfig;

export const DEFAULTS = {
  dataDir: 'data',
  seedsDir: 'seeds',
  embeddingModel: 'embedded',
  logLevel: 'info',
  framework: 'grammy',
  apiRoot: 'https://api.telegram.org',
  host: '0.0.0.0',
  port: 8080,
  startupPatienceS: 60,
} as const;

export function parseCorpusConfig(env: Env): CorpusConfig {
  return {
    dataDir: read(env, 'DATA_DIR') ?? DEFAULTS.dataDir,
    seedsDir: read(env, 'SEEDS_DIR') ?? DEFAULTS.seedsDir,
    embeddingModel: read(env, 'EMBEDDING_MODEL') ?? DEFAULTS.embeddingModel,
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS) ?? DEFAULTS.logLevel,
  };
}

export function parseBotConfig(env: Env): BotConfig {
  const base = parseBase(env);
  const url = webhookUrl(env);
  if (url === undefined) return { ...base, mode: 'polling', http: read(env, 'PORT') === undefined ? null : http(env) };
  return { ...base, mode: 'webhook', http: http(env), url, secret: webhookSecret(env) };
}

function parseBase(env: Env): BotConfigBase {
  return {
    ...parseCorpusConfig(env),
    token: token(env),
    framework: oneOf(env, 'BOT_FRAMEWORK', FRAMEWORKS) ?? DEFAULTS.framework,
    apiRoot: (url(env, 'TELEGRAM_API_ROOT', 'http://127.0.0.1:8081') ?? DEFAULTS.apiRoot).replace(/\/+$/u, ''),
    adminIds: adminIds(env),
    startupPatienceS: integer(env, 'STARTUP_PATIENCE_S', { min: 0, max: 86_400, example: '60' }) ?? DEFAULTS.startupPatienceS,
  };
}

/** Never shows the token, not even a wrong one: a half-pasted token is still a secret. */
function token(env: Env): string {
  const value = read(env, 'BOT_TOKEN');
  const example = 'get one from @BotFather and set it, e.g. BOT_TOKEN=123456789:AAExampleExampleExampleExample';
  if (value === undefined) throw new InputError(`BOT_TOKEN is not set: ${example}`);
  if (!/^\d{1,20}:[\w-]{3,100}$/u.test(value)) {
    throw new InputError(`BOT_TOKEN (${value.length} characters, not shown) is no bot token: ${example}`);
  }
  return value;
}

function adminIds(env: Env): readonly number[] {
  const value = read(env, 'ADMIN_IDS');
  if (value === undefined) return [];
  const ids = value.split(/[\s,;]+/u).filter((id) => id !== '');
  if (ids.every((id) => /^\d{1,15}$/u.test(id))) return ids.map(Number);
  return refuse({ name: 'ADMIN_IDS', value, want: 'a list of Telegram user ids', example: '123456789,987654321' });
}

function http(env: Env): HttpConfig {
  return {
    host: read(env, 'HOST') ?? DEFAULTS.host,
    port: integer(env, 'PORT', { min: 0, max: 65_535, example: '8080' }) ?? DEFAULTS.port,
  };
}

/** The paths of the bot's own pages are taken. */
function webhookUrl(env: Env): string | undefined {
  const value = url(env, 'WEBHOOK_URL', 'https://bot.example.org/telegram');
  if (value === undefined || !['/healthz', '/metrics'].includes(new URL(value).pathname)) return value;
  const want = "an address whose path is not one of the bot's own pages";
  return refuse({ name: 'WEBHOOK_URL', value, want, example: 'https://bot.example.org/telegram' });
}

function webhookSecret(env: Env): string | null {
  const value = read(env, 'WEBHOOK_SECRET');
  if (value === undefined || /^[\w-]{1,256}$/u.test(value)) return value ?? null;
  throw new InputError('WEBHOOK_SECRET (not shown) must be 1-256 characters of A-Z a-z 0-9 _ -, e.g. WEBHOOK_SECRET=pick-a-long-one');
}

function url(env: Env, name: string, example: string): string | undefined {
  const value = read(env, name);
  if (value === undefined || (URL.canParse(value) && /^https?:/u.test(value))) return value;
  return refuse({ name, value, want: 'an http or https address', example });
}

function integer(env: Env, name: string, range: { min: number; max: number; example: string }): number | undefined {
  const value = read(env, name);
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  return refuse({ name, value, want: `a whole number from ${range.min} to ${range.max}`, example: range.example });
}

function oneOf<T extends string>(env: Env, name: string, allowed: readonly T[]): T | undefined {
  const value = read(env, name);
  const found = allowed.find((candidate) => candidate === value);
  if (value === undefined || found !== undefined) return found;
  return refuse({ name, value, want: `one of ${allowed.join(', ')}`, example: allowed[0] ?? '' });
}

/** A variable set to nothing is a variable not set: that is how compose files and CI forms leave them. */
function read(env: Env, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function refuse(fault: { name: string; value: string; want: string; example: string }): never {
  const { name, value, want, example } = fault;
  throw new InputError(`${name}="${value.slice(0, 100)}" is not ${want}, e.g. ${name}=${example}`);
}
