/**
 * A local Bot API server: real HTTP, Telegram's rules, a small world of people and chats behind it. Tests run the bot
 * against it, and the playground shows it in a browser. It knows nothing of this project's bot.
 */
export { BotApiServer, type BotApiServerSetup } from './server.ts';
export { World, type WorldSetup } from './world.ts';
export { Person, type PersonSetup, type UploadOptions } from './person.ts';
export { findButton, type Pressed, type PressedCallback, type WhichButton } from './callbacks.ts';
export type { SayOptions } from './saying.ts';
export { Chat, type MemberStatus } from './chat.ts';
export { createGroup, type GroupSetup, openTopic } from './groups.ts';
export { summonGuest, type Summons } from './guest.ts';
export { migrateGroup } from './migrate.ts';
export { commandsFor, profileText } from './commands.ts';
export type { InlineQuestion } from './inline.ts';
export type { BotAccount, BotSetup } from './bot-account.ts';
export type { Fault, FaultRates, FaultTarget, Faults, Matcher, RandomFaults } from './faults.ts';
export type { Call, CallbackAnswer, InlineAnswer, WorldEvent } from './events.ts';
export type { Journal, WaitOptions } from './journal.ts';
export { TELEGRAM_LIMITS, type Limits } from './limits.ts';
