import type { ChatMember, User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat, MemberStatus } from './chat.ts';
import type { World } from './world.ts';

/** A membership as the API tells it. */
export function asMember(user: User, status: MemberStatus): ChatMember {
  if (status === 'kicked') return { status, user, until_date: 0 };
  if (status === 'creator') return { status, user, is_anonymous: false };
  if (status !== 'administrator') return { status, user };
  const rights = [
    'can_be_edited',
    'is_anonymous',
    'can_manage_chat',
    'can_delete_messages',
    'can_manage_video_chats',
    'can_restrict_members',
    'can_promote_members',
    'can_change_info',
    'can_invite_users',
    'can_post_stories',
    'can_edit_stories',
    'can_delete_stories',
  ];
  return { status, user, ...Object.fromEntries(rights.map((right) => [right, right === 'can_manage_chat'])) } as unknown as ChatMember;
}

/** Changes the bot's own membership, and tells it so. In a private chat `kicked` means: blocked. */
export function setBotStatus(world: World, bot: BotAccount, change: { chat: Chat; by: User; status: MemberStatus }): void {
  const { chat, by, status } = change;
  const old = chat.statusOf(bot.user.id);
  if (old === status) return;
  chat.members.set(bot.user.id, status);
  world.deliver(
    bot,
    {
      my_chat_member: {
        chat: chat.asApi(),
        from: by,
        date: world.date,
        old_chat_member: asMember(bot.asUser, old),
        new_chat_member: asMember(bot.asUser, status),
      },
    },
    `member ${chat.id}`,
  );
}
