import { createHash } from 'node:crypto';
import { LANGUAGES, type Language } from '../../retrieval/mod.ts';
import type { BotCommand } from '../bot-api.ts';
import { callOf, type Call } from '../telegram.ts';
import { FALLBACK } from '../words/language.ts';
import type { Say, Words } from '../words/words.ts';
import { GROUP_COMMANDS, PRIVATE_COMMANDS } from './commands.ts';

/** What the bot says about itself where it does not speak: the command menus and the descriptions, in each language. */
export function profileCalls(words: Words): readonly Call[] {
  return [...languageCalls(words[FALLBACK], {}), ...LANGUAGES.flatMap((code) => languageCalls(words[code], { language_code: code }))];
}

/** Changes when the profile does: Telegram limits how often a bot may describe itself, so it is set only then. */
export function profileFingerprint(words: Words): string {
  return createHash('sha256')
    .update(JSON.stringify(profileCalls(words)))
    .digest('hex')
    .slice(0, 16);
}

/** Without a language code the words are for all readers whose language has none of its own. */
function languageCalls(say: Say, language: { language_code?: Language }): readonly Call[] {
  return [
    callOf('setMyCommands', { ...language, commands: menu(PRIVATE_COMMANDS, say), scope: { type: 'all_private_chats' } }),
    callOf('setMyCommands', { ...language, commands: menu(GROUP_COMMANDS, say), scope: { type: 'all_group_chats' } }),
    callOf('setMyDescription', { ...language, description: say('profile-full') }),
    callOf('setMyShortDescription', { ...language, short_description: say('profile-short') }),
  ];
}

function menu(names: readonly string[], say: Say): BotCommand[] {
  return names.map((command) => ({ command, description: say(`command-${command}`) }));
}
