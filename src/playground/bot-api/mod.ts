/**
 * A local Bot API server: real HTTP, Telegram's rules, a small world of people and chats behind it. Tests run the bot
 * against it, and the playground shows it in a browser. It knows nothing of this project's bot.
 */
export { BotApiServer, type BotApiServerSetup } from './server.ts';
export { World } from './world.ts';
export { Person, type PersonSetup } from './person.ts';
export type { SayOptions } from './saying.ts';
export { Chat } from './chat.ts';
export { createGroup, type GroupSetup, openTopic } from './groups.ts';
export { summonGuest, type Summons } from './guest.ts';
export { migrateGroup } from './migrate.ts';
export { commandsFor, profileText } from './commands.ts';
export type { BotAccount, BotSetup } from './bot-account.ts';
export type { Fault, Faults } from './faults.ts';
export type { Call, WorldEvent } from './events.ts';
