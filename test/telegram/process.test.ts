import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TestWorld } from '../bot-api/test-world.ts';

/** The bot as `npm start` runs it: another process, the real corpus, the real clock. */
const ROOT = new URL('../../', import.meta.url).pathname;
const MAIN = 'src/main.ts';
const TOKEN = '987654321:AAVerySecretPartOfTheTestToken';

const dataDir = mkdtempSync(join(tmpdir(), 'csto-process-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  readonly code: Promise<number | null>;
  /** Resolves when the output holds something. */
  readonly says: (text: string) => Promise<void>;
}

function run(env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, STARTUP_PATIENCE_S: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => void (output.includes(text) && resolve());
      waiting.add(look);
      look();
      void code.then(() => reject(new Error(`it ended without saying "${text}": ${output}${errors}`)));
    });
  return { child, output: () => output, errors: () => errors, code, says };
}

/** One line, exit code 2, no token. */
async function refused(env: Record<string, string>): Promise<string> {
  const bot = run(env);
  expect(await bot.code).toBe(2);
  const lines = bot.errors().trim().split('\n');
  expect(lines.length, bot.errors()).toBe(1);
  expect(bot.errors() + bot.output()).not.toContain(TOKEN);
  return lines[0] ?? '';
}

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('npm start', () => {
  it('without a token, or with something else: one line, exit code 2', async () => {
    expect(await refused({ BOT_TOKEN: 'hello' })).toContain('BOT_TOKEN');
    expect(await refused({ BOT_TOKEN: TOKEN, ADMIN_IDS: 'me' })).toContain('ADMIN_IDS="me"');
  });

  it('with a token that Telegram does not know', async () => {
    const world = await TestWorld.start({ bot: { username: 'csto_bot' } });
    const line = await refused({ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: world.apiRoot });
    expect(line).toContain('BOT_TOKEN (not shown) was refused');
    expect(line).toContain('@BotFather');
    await world.close();
  });

  it('with an API root that nobody listens at: tries again first, and says so', async () => {
    const closed = createTcpServer();
    const port = await listening(closed);
    await new Promise((resolve) => closed.close(resolve));
    for (const framework of ['grammy', 'telegraf']) {
      const bot = run({ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`, BOT_FRAMEWORK: framework });
      expect(await bot.code).toBe(2);
      expect(bot.output()).toContain('the Bot API cannot be reached; trying again');
      expect(bot.errors()).toMatch(/TELEGRAM_API_ROOT="http:\/\/127.0.0.1:\d+" cannot be reached \(ECONNREFUSED; 2 attempts in 1 s\)/u);
      expect(bot.errors() + bot.output()).not.toContain(TOKEN);
    }
  });

  it('with an API root that is something else', async () => {
    const other = createServer((_, response) => response.end('<html>hello</html>'));
    const port = await listening(other);
    expect(await refused({ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`, STARTUP_PATIENCE_S: '0' })).toContain('TELEGRAM_API_ROOT');
    other.close();
  });

  it('with a port in use', async () => {
    const taken = createTcpServer();
    const port = await listening(taken);
    const line = await refused({ BOT_TOKEN: TOKEN, HOST: '127.0.0.1', PORT: String(port) });
    expect(line).toContain(`PORT=${port} is in use`);
    taken.close();
  });

  it.each(['grammy', 'telegraf'])('on %s: answers from the real corpus, and on SIGTERM finishes and exits with 0', async (framework) => {
    const t = await TestWorld.start({ bot: { username: 'csto_bot' }, waitMs: 30_000 });
    // The new world counts its updates from the beginning again, as Telegram never does.
    for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `bot.sqlite${end}`), { force: true });
    const bot = run({ BOT_TOKEN: t.token, TELEGRAM_API_ROOT: t.apiRoot, BOT_FRAMEWORK: framework, LOG_LEVEL: 'debug' });
    await bot.says('"ready"');
    const anna = t.person({ language_code: 'en' });
    anna.say('What are the priorities of the Kyrgyz chairmanship?');
    const answer = await t.hears(anna);
    expect(answer.text).toContain('[1]');
    expect(answer.text).toContain('.txt · ');
    anna.press(answer, 'Open [1]');
    expect((await t.hears(anna)).entities?.some(({ type }) => type === 'blockquote')).toBe(true);
    t.faults.next('sendMessage', { kind: 'slow', ms: 1500 });
    anna.say('Who took part in the meeting?');
    await t.called('getUpdates').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const stopped = Date.now();
    bot.child.kill('SIGTERM');
    expect(await bot.code, bot.errors()).toBe(0);
    expect(Date.now() - stopped).toBeLessThan(10_000);
    await t.hears(anna);
    expect(bot.output()).toContain('"stopped"');
    expect(bot.output()).not.toContain(t.token);
    expect(bot.errors()).toBe('');
    t.assertClean();
    await t.close();
  });
});
