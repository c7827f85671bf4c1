import type { BotCommandScope } from '@grammyjs/types';
import { commandKey, profileText } from '../commands.ts';
import { malformed } from '../errors.ts';
import { findChat, type Handlers, type MethodContext } from './context.ts';

type ProfileMethod =
  | 'setMyCommands'
  | 'getMyCommands'
  | 'deleteMyCommands'
  | 'setMyName'
  | 'getMyName'
  | 'setMyDescription'
  | 'getMyDescription'
  | 'setMyShortDescription'
  | 'getMyShortDescription'
  | 'setChatMenuButton'
  | 'getChatMenuButton';

export const profileMethods: Handlers<ProfileMethod> = {
  setMyCommands(context, params) {
    const { world, bot } = context;
    if (params.commands.length > world.limits.commands) throw malformed('too much commands specified');
    const commands = params.commands.map(({ command, description }) => ({ command: command.replace(/^\//, ''), description }));
    for (const { command, description } of commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) throw malformed('BOT_COMMAND_INVALID');
      if (description.length < 1 || description.length > 256) throw malformed('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    bot.commands.set(scopeKey(context, params.scope, params.language_code), commands);
    return true;
  },
  getMyCommands: (context, params) => context.bot.commands.get(scopeKey(context, params.scope, params.language_code)) ?? [],
  deleteMyCommands(context, params) {
    context.bot.commands.delete(scopeKey(context, params.scope, params.language_code));
    return true;
  },

  setMyName: (context, params) => write(context, { kind: 'name', maxChars: 64, text: params.name, language: params.language_code }),
  getMyName: (context, params) => ({ name: readText(context, 'name', params.language_code) ?? context.bot.user.first_name }),
  setMyDescription: (context, params) => write(context, { kind: 'description', maxChars: 512, text: params.description, language: params.language_code }),
  getMyDescription: (context, params) => ({ description: readText(context, 'description', params.language_code) ?? '' }),
  setMyShortDescription: (context, params) =>
    write(context, { kind: 'short description', maxChars: 120, text: params.short_description, language: params.language_code }),
  getMyShortDescription: (context, params) => ({ short_description: readText(context, 'short description', params.language_code) ?? '' }),

  setChatMenuButton({ bot }, params) {
    bot.menuButtons.set(params.chat_id ?? 0, params.menu_button ?? { type: 'default' });
    return true;
  },
  getChatMenuButton: ({ bot }, params) => bot.menuButtons.get(params.chat_id ?? 0) ?? bot.menuButtons.get(0) ?? { type: 'commands' },
};

/** A command list belongs to a scope and a language. */
function scopeKey(context: MethodContext, scope: BotCommandScope = { type: 'default' }, language = ''): string {
  if ('chat_id' in scope) findChat(context, scope.chat_id);
  return commandKey(scope.type, 'chat_id' in scope ? scope.chat_id : 0, 'user_id' in scope ? scope.user_id : 0, checkLanguage(language));
}

function checkLanguage(language: string): string {
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw malformed('LANG_CODE_INVALID');
  return language;
}

type ProfileText = Parameters<typeof profileText>[1];

interface Words {
  readonly kind: ProfileText;
  readonly maxChars: number;
  readonly text: string | undefined;
  readonly language: string | undefined;
}

function write({ bot }: MethodContext, { kind, maxChars, text = '', language = '' }: Words): true {
  if (text.length > maxChars) throw malformed(`bot ${kind} is too long`);
  const key = `${kind} ${checkLanguage(language)}`;
  if (text === '') bot.profile.delete(key);
  else bot.profile.set(key, text);
  return true;
}

/** The words for a language, or else those for everybody. */
const readText = ({ bot }: MethodContext, kind: ProfileText, language = ''): string | undefined => profileText(bot, kind, checkLanguage(language));
