import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorld } from '../bot-api/test-world.ts';

/**
 * Answers a second and their latencies with 50 chats at once, through the local Bot API server, beside a bare grammY
 * echo bot in the same run. Every bot is a process of its own; this one is Telegram and the people.
 *
 *     npx tsx test/bench/bot.ts [--json] [--chats 50] [--rounds 20]
 */
const ROOT = new URL('../../', import.meta.url).pathname;

const QUESTIONS = [
  'Who took over the CSTO chairmanship in 2025?',
  'Каковы приоритеты председательства Кыргызстана?',
  'What is the Anti-Drug Strategy of the CSTO?',
  'Что происходило на таджикско-афганской границе?',
  'Who is the Secretary General of the CSTO?',
  'When did Kazakhstan take over the chairmanship?',
  'Какие документы подписали в Душанбе?',
  'What did the foreign ministers discuss?',
  'Кто возглавил ОДКБ в 2024 году?',
  'What are peacekeeping forces for?',
];

interface Contender {
  readonly name: string;
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Figures {
  readonly name: string;
  readonly channel: 'private' | 'inline';
  readonly answers: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Share of the echo bot's rate. */
  readonly ofEcho: number;
}

const CONTENDERS: readonly Contender[] = [
  { name: 'echo (grammY, runner)', entry: 'test/bench/echo-bot.ts', env: {} },
  { name: 'csto-bot, no retrieval (grammY)', entry: 'test/bench/shell-bot.ts', env: { BOT_FRAMEWORK: 'grammy' } },
  { name: 'csto-bot (grammY)', entry: 'src/main.ts', env: { BOT_FRAMEWORK: 'grammy' } },
  { name: 'csto-bot (Telegraf)', entry: 'src/main.ts', env: { BOT_FRAMEWORK: 'telegraf' } },
];

async function main(): Promise<void> {
  const [chats, rounds] = [option('chats', 50), option('rounds', 20)];
  const rows: Omit<Figures, 'ofEcho'>[] = [];
  for (const contender of CONTENDERS) rows.push(...(await measure(contender, { chats, rounds })));
  const figures = rows.map((row): Figures => ({ ...row, ofEcho: row.perSecond / (rows.find(({ channel }) => channel === row.channel)?.perSecond ?? 1) }));
  process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify({ chats, rounds, figures }, null, 2)}\n` : table(figures));
}

interface Load {
  readonly chats: number;
  readonly rounds: number;
}

async function measure({ name, entry, env }: Contender, { chats, rounds }: Load): Promise<Omit<Figures, 'ofEcho'>[]> {
  const t = await TestWorld.start({ bot: { username: 'csto_bot' }, waitMs: 60_000 });
  const dataDir = mkdtempSync(join(tmpdir(), 'csto-bench-'));
  const bot = await started(entry, { ...env, BOT_TOKEN: t.token, TELEGRAM_API_ROOT: t.apiRoot, DATA_DIR: dataDir });
  const people = Array.from({ length: chats }, (_, n) => t.person({ first_name: `P${n}` }));
  const ask = async (person: (typeof people)[number], text: string): Promise<void> => {
    person.say(text);
    await t.hears(person);
  };
  const inline = async (person: (typeof people)[number], text: string): Promise<void> => void (await person.inline(text));
  await Promise.all(people.map((person, n) => ask(person, question(n))));
  const rows = [
    { name, channel: 'private' as const, ...(await load({ people, rounds, work: ask })) },
    { name, channel: 'inline' as const, ...(await load({ people, rounds, work: inline })) },
  ];
  bot.kill('SIGTERM');
  await new Promise((resolve) => bot.on('close', resolve));
  await t.close();
  rmSync(dataDir, { recursive: true, force: true });
  return rows;
}

interface Loading<P> {
  readonly people: readonly P[];
  readonly rounds: number;
  readonly work: (person: P, text: string) => Promise<void>;
}

/** Everybody asks as soon as the answer before is there. */
async function load<P>({ people, rounds, work }: Loading<P>): Promise<Pick<Figures, 'answers' | 'perSecond' | 'p50Ms' | 'p99Ms'>> {
  const latencies: number[] = [];
  const started = performance.now();
  await Promise.all(
    people.map(async (person, n) => {
      for (let round = 0; round < rounds; round += 1) {
        const asked = performance.now();
        await work(person, `${question(n + round)} ${round}`);
        latencies.push(performance.now() - asked);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0;
  return { answers: latencies.length, perSecond: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function question(n: number): string {
  return QUESTIONS[n % QUESTIONS.length] ?? '';
}

async function started(entry: string, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => child.stdout.on('data', (chunk) => String(chunk).includes('"ready"') && resolve()));
  return child;
}

function table(figures: readonly Figures[]): string {
  const header = ['bot', 'channel', 'answers', 'answers/s', 'p50 ms', 'p99 ms', 'of echo'];
  const rows = figures.map((row) => [
    row.name,
    row.channel,
    String(row.answers),
    row.perSecond.toFixed(0),
    row.p50Ms.toFixed(1),
    row.p99Ms.toFixed(1),
    `${(row.ofEcho * 100).toFixed(0)} %`,
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  return `${[header, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')}\n`;
}

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? fallback : Number(process.argv[at + 1]);
}

await main();
