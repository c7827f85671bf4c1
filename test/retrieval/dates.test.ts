import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datelineDate, namedDates, paragraphDate } from '../../retrieval/dates.ts';
import { LANGUAGES, type Language } from '../../retrieval/types.ts';

const named = (text: string, language: Language): string[] => namedDates(text, language).map(({ date }) => date);

describe('namedDates', () => {
  test.each<[Language, string, string[]]>([
    ['en', 'on July 4, 2023, via videoconferencing', ['2023-07-04']],
    ['en', 'on 4 July 2023', ['2023-07-04']],
    ['en', 'in July 2023', ['2023-07']],
    ['en', 'From 25 to 27 July 2023', ['2023-07-25']],
    ['en', 'From 25 to 27 July, and on September 15-17', []],
    ['en', 'the Strategy for 2021-2025', []],
    ['en', 'the strategy for 2021–2025, 20th anniversary, 13 documents', []],
    ['en', 'last year and next Monday', []],
    ['en', 'on 31 February 2023', ['2023']],
    ['ru', 'С 1 января 2024 года председательство', ['2024-01-01']],
    ['ru', 'В ноябре 2023 года на сессии', ['2023-11']],
    ['ru', 'от 18 марта 2010 года и от 13 июля', ['2010-03-18']],
    ['ru', 'заседание 07.07.2021 и 2021-09-14', ['2021-07-07', '2021-09-14']],
    ['be', '1 студзеня 2024 года старшынства', ['2024-01-01']],
    ['kk', '2024 жылғы 1 қаңтардан бастап', ['2024-01-01']],
    ['ky', '2024-жылдын 1-январынан тартып', ['2024-01-01']],
    ['tg', 'аз 1 январи соли 2024', ['2024-01-01']],
    ['hy', '2024 թվականի հունվարի 1-ից', ['2024-01-01']],
    ['hy', '2023 թ. նոյեմբերին', ['2023-11']],
  ])('%s: %s', (language, text, dates) => expect(named(text, language)).toEqual(dates));

  test('reads what Intl writes, in every language and month', () => {
    for (const language of LANGUAGES) {
      const form = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
      for (let month = 0; month < 12; month++)
        expect(named(form.format(new Date(Date.UTC(2023, month, 17))), language)).toEqual([`2023-${String(month + 1).padStart(2, '0')}-17`]);
    }
  });

  test('names spans in order, within the text, that hold the year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.string({ unit: fc.constantFrom(...'0123456789.-/ ,июляJuly май г«»\n'), maxLength: 80 }),
        (language, text) => {
          let last = 0;
          for (const { start, end, date } of namedDates(text, language)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(text.slice(start, end)).toContain(date.slice(0, 4));
            last = end;
          }
        },
      ),
    );
  });
});

describe('paragraphDate', () => {
  test('takes the first exact date before any year', () =>
    expect(paragraphDate('Plans for 2025 were agreed on 3 March 2021 and 4 April 2022.', 'en')?.date).toBe('2021-03-03'));
  test('takes no year that only bounds a time', () => expect(paragraphDate('До 2026 года должность занимает Тасмагамбетов.', 'ru')).toBeNull());
  test('gives no year to a day without one', () => expect(paragraphDate('On 13 July, Minsk hosted the meeting.', 'en')).toBeNull());
});

describe('datelineDate', () => {
  test.each([
    ['07.07.2021', '2021-07-07'],
    ['12 июля 2023 г.', '2023-07-12'],
    ['07.07.2021 14:30', '2021-07-07'],
  ])('%s', (line, date) => expect(datelineDate(line, 'ru')?.date).toBe(date));
  test('is not a line with other words', () => expect(datelineDate('On July 7, 2021 the council met', 'en')).toBeNull());
});
