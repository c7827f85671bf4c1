import { LANGUAGES, type Language } from '../../retrieval/mod.ts';

/** What a reader gets whose language the bot does not speak. */
export const FALLBACK: Language = 'en';

/** An IETF tag as Telegram gives it (`ru`, `hy-AM`); null when the bot does not speak it. */
export function languageOfTag(tag: string | undefined): Language | null {
  const primary = tag?.toLowerCase().split(/[-_]/u)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}

export function isLanguage(code: string): code is Language {
  return (LANGUAGES as readonly string[]).includes(code);
}

/** A language's name in itself, as it stands on the buttons of /language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  be: 'Беларуская',
  kk: 'Қазақша',
  ky: 'Кыргызча',
  tg: 'Тоҷикӣ',
  hy: 'Հայերեն',
};
