import type { BotCommand } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat } from './chat.ts';
import type { Person } from './person.ts';

/** The key under which a command list is kept: its scope, and the language it is for ('' for everybody). */
export const commandKey = (scope: string, chatId: number | string, userId: number, language: string): string =>
  JSON.stringify([scope, chatId, userId, language]);

/**
 * The commands that a person's client offers in a chat: the first list there is, from the narrowest scope to the widest,
 * in the person's language before the one for everybody.
 */
export function commandsFor(bot: BotAccount, person: Person, chat: Chat): readonly BotCommand[] {
  const { id, language_code = '' } = person.user;
  const admin = ['creator', 'administrator'].includes(chat.statusOf(id));
  const scopes: readonly (readonly [string, number, number])[] =
    chat.type === 'private'
      ? [
          ['chat', chat.id, 0],
          ['all_private_chats', 0, 0],
          ['default', 0, 0],
        ]
      : [
          ['chat_member', chat.id, id],
          ...(admin ? [['chat_administrators', chat.id, 0] as const] : []),
          ['chat', chat.id, 0],
          ...(admin ? [['all_chat_administrators', 0, 0] as const] : []),
          ['all_group_chats', 0, 0],
          ['default', 0, 0],
        ];
  for (const [scope, chatId, userId] of scopes) {
    const list = bot.commands.get(commandKey(scope, chatId, userId, language_code.slice(0, 2))) ?? bot.commands.get(commandKey(scope, chatId, userId, ''));
    if (list !== undefined) return list;
  }
  return [];
}

/** What the bot says of itself in a person's language: before the first message (`description`), in its profile. */
export function profileText(bot: BotAccount, kind: 'name' | 'description' | 'short description', language = ''): string | undefined {
  return bot.profile.get(`${kind} ${language.slice(0, 2)}`) ?? bot.profile.get(`${kind} `);
}
