import { describe, expect, it } from 'vitest';
import { parseBotConfig, parseCorpusConfig } from '../../src/config.ts';
import { InputError } from '../../retrieval/mod.ts';

const TOKEN = '123456789:AAExampleExampleExampleExample';

describe('configuration', () => {
  it('needs no more than a token', () => {
    expect(parseBotConfig({ BOT_TOKEN: TOKEN })).toEqual({
      mode: 'polling',
      http: null,
      token: TOKEN,
      framework: 'grammy',
      apiRoot: 'https://api.telegram.org',
      adminIds: [],
      startupPatienceS: 60,
      dataDir: 'data',
      seedsDir: 'seeds',
      embeddingModel: 'embedded',
      logLevel: 'info',
    });
  });

  it('listens for webhooks when there is an address', () => {
    const config = parseBotConfig({ BOT_TOKEN: TOKEN, WEBHOOK_URL: 'https://bot.example.org/t', PORT: '9000', HOST: '127.0.0.1' });
    expect(config).toMatchObject({ mode: 'webhook', url: 'https://bot.example.org/t', http: { host: '127.0.0.1', port: 9000 }, secret: null });
  });

  it('serves health and metrics with polling when there is a port', () => {
    expect(parseBotConfig({ BOT_TOKEN: TOKEN, PORT: '0' })).toMatchObject({ mode: 'polling', http: { port: 0 } });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseCorpusConfig({ DATA_DIR: ' ', LOG_LEVEL: '' })).toMatchObject({ dataDir: 'data', logLevel: 'info' });
  });

  it('reads lists of ids and trims addresses', () => {
    const config = parseBotConfig({ BOT_TOKEN: TOKEN, ADMIN_IDS: '1, 23;456', TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' });
    expect(config).toMatchObject({ adminIds: [1, 23, 456], apiRoot: 'http://127.0.0.1:8081' });
  });

  it.each([
    ['BOT_FRAMEWORK', 'aiogram', 'BOT_FRAMEWORK=grammy'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL=fatal'],
    ['ADMIN_IDS', '12,@bob', 'ADMIN_IDS=123456789,987654321'],
    ['PORT', '70000', 'PORT=8080'],
    ['PORT', '80a', 'PORT=8080'],
    ['WEBHOOK_URL', 'bot.example.org', 'WEBHOOK_URL=https://'],
    ['WEBHOOK_URL', 'https://bot.example.org/metrics', 'WEBHOOK_URL=https://'],
    ['TELEGRAM_API_ROOT', 'ftp://x', 'TELEGRAM_API_ROOT=http://'],
    ['STARTUP_PATIENCE_S', '-1', 'STARTUP_PATIENCE_S=60'],
  ])('refuses %s=%s in one line that names the variable, the value and an example', (name, value, example) => {
    const message = errorOf({ BOT_TOKEN: TOKEN, WEBHOOK_URL: 'https://ok.example.org/t', [name]: value });
    expect(message).toContain(`${name}="${value}"`);
    expect(message).toContain(example);
    expect(message).not.toContain('\n');
  });

  it.each(['', 'abc', '12345:', 'AAExampleExampleSecretPart'])('never shows a token, not even a wrong one: %j', (token) => {
    const message = errorOf({ BOT_TOKEN: token });
    expect(message).toContain('BOT_TOKEN');
    if (token.length > 5) expect(message).not.toContain(token);
  });

  it('never shows a webhook secret', () => {
    const message = errorOf({ BOT_TOKEN: TOKEN, WEBHOOK_URL: 'https://b.example.org/t', WEBHOOK_SECRET: 'with space' });
    expect(message).toContain('WEBHOOK_SECRET');
    expect(message).not.toContain('with space');
  });
});

function errorOf(env: Record<string, string>): string {
  try {
    parseBotConfig(env);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}
