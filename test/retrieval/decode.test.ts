import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decode } from '../../retrieval/decode.ts';
import { InputError } from '../../retrieval/errors.ts';

const RUSSIAN = 'Совет коллективной безопасности соберётся в Минске 23 ноября 2023 года. Председательство перейдёт к Казахстану.';
const SHORT = 'Казахстан возглавил ОДКБ';

describe('decode', () => {
  test.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-r'])('reads Russian in %s', (encoding) => {
    for (const text of [RUSSIAN, SHORT]) expect(decode(iconv.encode(text, encoding), 'a.txt')).toEqual({ text, encoding });
  });

  test.each(['utf-8', 'utf-16le', 'utf-16be'])('leaves the byte order mark of %s out', (encoding) => {
    expect(decode(iconv.encode(RUSSIAN, encoding, { addBOM: true }), 'a.txt').text).toBe(RUSSIAN);
  });

  test('reads the seeds as they are', () => {
    const dir = join(import.meta.dirname, '../../seeds');
    for (const file of readdirSync(dir)) {
      const bytes = readFileSync(join(dir, file));
      expect(Buffer.from(decode(bytes, file).text).equals(bytes)).toBe(true);
    }
  });

  test('refuses binary files by name', () => {
    expect(() => decode(Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 7) % 31)), 'picture.txt')).toThrow(InputError);
    expect(() => decode(Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 7) % 31)), 'picture.txt')).toThrow(/picture\.txt/);
  });

  test('gives back any well-formed text without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
        fc.pre(!/[\u0000-\u001f\ufffd]/.test(text) && !text.startsWith('\ufeff'));
        expect(decode(Buffer.from(text), 'a.txt').text).toBe(text);
      }),
    );
  });
});
