import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectLanguage } from '../../retrieval/language.ts';
import { loadLexicon } from '../../retrieval/lexicon.ts';
import { russianInLatin } from '../../retrieval/latin-russian.ts';

const dir = join(import.meta.dirname, '../questions');
const questions = readdirSync(dir)
  .flatMap((file) => readFileSync(join(dir, file), 'utf8').split('\n').filter(Boolean))
  .map((line) => JSON.parse(line) as { question: string; language: string });

test('the language of short questions is right in at least 98 of 100', () => {
  const inOwnLetters = questions.filter(
    ({ question, language }) => (language === 'en' || language === 'hy' || /\p{Script=Cyrillic}/u.test(question)) && /\p{L}{3}/u.test(question),
  );
  const wrong = inOwnLetters.filter(({ question, language }) => detectLanguage(question) !== language);
  expect(wrong.length / inOwnLetters.length, JSON.stringify(wrong.slice(0, 10))).toBeLessThan(0.02);
});

test('Russian typed in Latin letters is read as Russian, English is left alone', () => {
  const lexicon = loadLexicon();
  expect(russianInLatin('kto vhodit v ODKB', lexicon)).toBe('кто входит в одкб');
  expect(russianInLatin('kogda kazahstan vozglavil organizaciyu', lexicon)).toContain('возглавил');
  const english = questions.filter(({ language, question }) => language === 'en' && /[a-z]{3}.*[a-z]{3}/i.test(question));
  const wrong = english.filter(({ question }) => russianInLatin(question, lexicon) !== null);
  expect(wrong.length / english.length, JSON.stringify(wrong.slice(0, 5))).toBeLessThan(0.02);
});
