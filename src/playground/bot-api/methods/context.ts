import type { Opts } from '@grammyjs/types';
import type { UploadedFile } from '../body.ts';
import type { BotAccount } from '../bot-account.ts';
import type { Chat } from '../chat.ts';
import { forbidden, refused, RequestRefused } from '../errors.ts';
import type { World } from '../world.ts';

/** What a method gets besides its parameters. */
export interface MethodContext {
  readonly world: World;
  readonly bot: BotAccount;
  readonly files: ReadonlyMap<string, UploadedFile>;
  /** Notes a violation that Telegram lets pass. */
  readonly note: (text: string) => void;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
  /** Asked for each confirmed update: whether a fault has it delivered once more. */
  readonly comesAgain: () => boolean;
}

type AllParams = Opts<string>;
export type Params<M extends keyof AllParams> = AllParams[M];

/** Handlers by method; the parameter types are grammY's, so both sides are held to one description. */
export type Handlers<M extends keyof AllParams> = { readonly [Name in M]: (context: MethodContext, params: Params<Name>) => unknown };

/** The chat that a bot writes to, or why it may not. */
export function chatToWrite(context: MethodContext, chatId: number | string): Chat {
  const { world, bot } = context;
  const known = world.users.get(Number(chatId));
  if (known !== undefined && world.places.findPrivateChat(bot, known.id)?.opened !== true) throw forbidden("bot can't initiate conversation with a user");
  const chat = findChat(context, chatId);
  if (chat.migratedTo !== undefined) {
    throw new RequestRefused(400, 'Bad Request: group chat was upgraded to a supergroup chat', 'world', { migrate_to_chat_id: chat.migratedTo.id });
  }
  if (chat.type === 'private') {
    if (chat.blocked) throw forbidden('bot was blocked by the user');
    return chat;
  }
  const status = chat.statusOf(bot.user.id);
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (status === 'left') throw forbidden(`bot is not a member of the ${chat.type} chat`);
  return chat;
}

/** The chat as the bot knows it: people who never wrote to it do not exist. */
export function findChat({ world, bot }: MethodContext, chatId: number | string): Chat {
  const byName = typeof chatId === 'string' && chatId.startsWith('@');
  const id = Number(chatId);
  const chat = byName
    ? [...world.places.groups.values()].find(({ username }) => username?.toLowerCase() === chatId.slice(1).toLowerCase())
    : id > 0
      ? world.places.findPrivateChat(bot, id)
      : world.places.groups.get(id);
  const hidden = chat?.type === 'private' ? !chat.opened : chat?.type === 'group' && !chat.members.has(bot.user.id);
  if (chat === undefined || hidden) throw refused('chat not found');
  return chat;
}
