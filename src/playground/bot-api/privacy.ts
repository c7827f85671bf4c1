import type { Message } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat } from './chat.ts';

/** Service messages reach every bot in the chat. */
const SERVICE = [
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'group_chat_created',
  'supergroup_chat_created',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'forum_topic_created',
  'forum_topic_closed',
  'forum_topic_reopened',
  'pinned_message',
] as const;

/**
 * Whether a bot gets to see a message of its chat. In private it sees everything. In groups, with privacy mode on
 * (the default) and no administrator's rights, it sees service messages, commands meant for it, mentions of it,
 * replies to it and what was sent through it. Bots never see other bots.
 */
export function reaches(bot: BotAccount, chat: Chat, message: Message): boolean {
  if (!chat.has(bot.user.id)) return message.left_chat_member?.id === bot.user.id;
  if (message.from?.is_bot === true) return false;
  if (chat.type === 'private') return !chat.blocked;
  if (bot.user.can_read_all_group_messages || ['creator', 'administrator'].includes(chat.statusOf(bot.user.id))) return true;
  if (SERVICE.some((field) => message[field] !== undefined)) return true;
  if (message.via_bot?.id === bot.user.id) return true;
  const repliesToBot = message.reply_to_message?.from?.id === bot.user.id && message.reply_to_message.forum_topic_created === undefined;
  return repliesToBot || speaksTo(bot, chat, message);
}

function speaksTo(bot: BotAccount, chat: Chat, message: Message): boolean {
  const text = message.text ?? message.caption ?? '';
  const name = `@${bot.user.username}`.toLowerCase();
  return (message.entities ?? message.caption_entities ?? []).some((entity) => {
    const words = text.slice(entity.offset, entity.offset + entity.length).toLowerCase();
    if (entity.type === 'mention') return words === name;
    if (entity.type === 'text_mention') return entity.user.id === bot.user.id;
    if (entity.type !== 'bot_command') return false;
    // A bare command is for whichever bot spoke last, or for all where none has spoken.
    return words.includes('@') ? words.endsWith(name) : chat.lastBotId === undefined || chat.lastBotId === bot.user.id;
  });
}
