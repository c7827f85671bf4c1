import type { DatePrecision, Language } from '../../retrieval/mod.ts';

/** A date as precise as it is known, in the reader's language: `28 November 2024`, `July 2023`, `2023`. */
export function dateInWords(date: string, language: Language): string {
  const [year, month, day] = date.split('-');
  if (year === undefined || !/^\d{4}$/u.test(year)) return date;
  const precision = day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
  if (precision === 'year') return year;
  const time = Date.parse(`${year}-${month}-${day ?? '01'}T00:00:00Z`);
  return Number.isNaN(time) ? date : formatter(language, precision).format(time);
}

/** Numbers and units are CLDR's; 1 kB is 1,000 bytes, as file managers count. */
export function sizeInWords(bytes: number, language: Language): string {
  const [unit, value] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
  const digits = { maximumFractionDigits: value < 10 ? 1 : 0 };
  return new Intl.NumberFormat(locale(language), { style: 'unit', unit, ...digits }).format(value);
}

type NamedPrecision = Exclude<DatePrecision, 'year'>;

/** Making a formatter costs more than all of its uses in an answer. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, precision: NamedPrecision): Intl.DateTimeFormat {
  const key = `${language} ${precision}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const day = precision === 'day' ? ({ day: 'numeric' } as const) : {};
  const made = new Intl.DateTimeFormat(locale(language), { ...day, month: 'long', year: 'numeric', timeZone: 'UTC' });
  formatters.set(key, made);
  return made;
}

/** Day before month in English too: six of the seven languages write it so, and so do the documents. */
function locale(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}
