/**
 * What the bot says and does on Telegram, without Telegram: updates in, calls out. Everyday first, expert last.
 */
export { createBot, type Bot } from './bot.ts';
export { createGrammy } from './grammy.ts';
export { createTelegraf } from './telegraf.ts';
export { openMemory } from './memory/sqlite.ts';
export type { Memory } from './memory/memory.ts';
export { loadWords } from './words/fluent.ts';
export { profileCalls, profileFingerprint } from './reader/profile.ts';

// For whoever starts it.
export type { Clock, Log, Meter } from './meter.ts';
export { ALLOWED_UPDATES, type Me } from './read-update.ts';
export { CallError, callOf, describe, type Call, type Polling, type Telegram, type TelegramOptions } from './telegram.ts';
