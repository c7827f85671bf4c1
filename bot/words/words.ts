import type { Language } from '../../retrieval/mod.ts';

/** Values for the places in a message; numbers are written as the language writes them. */
export type WordArgs = Readonly<Record<string, string | number>>;

/** Says a message of the `.ftl` files in one language. Throws on a key that no file has: a fault of the program. */
export type Say = (key: string, args?: WordArgs) => string;

/** The bot's own words in every language. */
export type Words = Readonly<Record<Language, Say>>;
