import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PRIVATE_COMMANDS } from '../../bot/reader/commands.ts';
import { dateInWords, sizeInWords } from '../../bot/words/dates.ts';
import { keysOf, loadWords } from '../../bot/words/fluent.ts';
import { languageOfTag } from '../../bot/words/language.ts';
import { LANGUAGES } from '../../retrieval/mod.ts';

const words = loadWords();
const keys = keysOf('en');
const FOLDER = new URL('../../bot/', import.meta.url);

/** Values for every place that any message has. */
const ARGS = {
  documents: 5,
  first: 'A',
  last: 'B',
  words: 'W',
  question: 'Q',
  n: 1,
  topic: 'T',
  page: 1,
  pages: 2,
  count: 3,
  id: 'ID',
  language: 'L',
  bot: '@b',
  model: 'M',
  version: 'V',
  seconds: 9,
  max: 4000,
  reference: 'R',
};

describe.each(LANGUAGES)('%s', (language) => {
  it('has every message, and no other', () => expect(keysOf(language)).toEqual(keys));

  it('says every message without a gap', () => {
    for (const key of keys) {
      const text = words[language](key, ARGS);
      expect(text, key).not.toMatch(/\{|\}|undefined/u);
      expect(text.trim(), key).not.toBe('');
    }
  });

  it('names the same values in every message as English does', () => {
    const source = readFileSync(new URL(`words/${language}.ftl`, FOLDER), 'utf8');
    const english = readFileSync(new URL('words/en.ftl', FOLDER), 'utf8');
    for (const key of keys.filter((one) => one !== 'covers' && one !== 'covers-undated')) {
      expect(placesOf(source, key), key).toEqual(placesOf(english, key));
    }
  });

  it("fits Telegram's bounds on descriptions, commands, alerts and labels", () => {
    const say = words[language];
    expect(say('profile-short').length).toBeLessThanOrEqual(120);
    expect(say('profile-full').length).toBeLessThanOrEqual(512);
    for (const name of PRIVATE_COMMANDS) expect(say(`command-${name}`).length).toBeLessThanOrEqual(256);
    for (const key of [
      'verify-match-alert',
      'verify-changed-alert',
      'verify-withdrawn-alert',
      'verify-unknown',
      'old-button',
      'went-wrong',
      'rate-person',
      'rate-group',
    ]) {
      expect(say(key, ARGS).length, key).toBeLessThanOrEqual(200);
    }
    for (const key of keys.filter((one) => one.startsWith('button-') || one.startsWith('example-'))) {
      expect(say(key, ARGS).length, key).toBeLessThanOrEqual(64);
    }
  });

  it('writes dates as precise as they are known', () => {
    expect(dateInWords('2024-11-28', language)).toMatch(/2024/u);
    expect(dateInWords('2024-11-28', language)).toMatch(/28/u);
    expect(dateInWords('2023-07', language)).toMatch(/2023/u);
    expect(dateInWords('2023', language)).toBe('2023');
  });
});

it('every key that the code says is there, and every key there is said', () => {
  const code = sources()
    .map((file) => readFileSync(new URL(file, FOLDER), 'utf8'))
    .join('\n');
  const said = [...code.matchAll(/'([a-z]+(?:-[a-z0-9]+)*)'/gu)].map(([, key = '']) => key);
  const composed = [...code.matchAll(/`([a-z]+)-\$\{[^}]+\}(-[a-z]+)?`/gu)].map(([, start = '', end = '']) => new RegExp(`^${start}-[a-z0-9]+${end}$`, 'u'));
  const direct = [...code.matchAll(/\bsay\(\s*'([^']+)'/gu)].map(([, key = '']) => key);
  expect(direct.filter((key) => !keys.includes(key))).toEqual([]);
  expect(keys.filter((key) => !said.includes(key) && !composed.some((pattern) => pattern.test(key)))).toEqual([]);
});

describe('dates', () => {
  it("are formatted in the reader's language", () => {
    expect(dateInWords('2024-11-28', 'en')).toBe('28 November 2024');
    expect(dateInWords('2024-11-28', 'ru')).toBe('28 ноября 2024 г.');
    expect(dateInWords('2024-11-28', 'be')).toBe('28 лістапада 2024 г.');
    expect(dateInWords('2024-11-28', 'hy')).toContain('նոյեմբերի');
  });

  it('do not shift by a time zone', () => expect(dateInWords('2024-01-01', 'en')).toBe('1 January 2024'));

  it('are left as they are when they are none', () => expect(dateInWords('sometime', 'en')).toBe('sometime'));

  it('sizes are read at a glance', () => {
    expect(sizeInWords(3923, 'en')).toBe('3.9 kB');
    expect(sizeInWords(2_500_000, 'ru')).toBe('2,5 МБ');
  });
});

describe('languages', () => {
  it('are known by their tag', () => {
    expect(languageOfTag('hy-AM')).toBe('hy');
    expect(languageOfTag('RU')).toBe('ru');
    expect(languageOfTag('pt-br')).toBeNull();
    expect(languageOfTag(undefined)).toBeNull();
  });
});

function sources(): string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
}

function placesOf(ftl: string, key: string): string[] {
  const [, entry = ''] = new RegExp(`^${key} =((?:.*\\n(?:(?=[ ]).*\\n|\\n(?=[ ]))*))`, 'mu').exec(ftl) ?? [];
  return [...new Set([...entry.matchAll(/\{ \$(\w+)/gu)].map(([, name = '']) => name))].sort();
}
