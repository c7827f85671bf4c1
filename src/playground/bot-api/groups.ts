import type { BotAccount } from './bot-account.ts';
import type { Chat, MemberStatus } from './chat.ts';
import type { Person } from './person.ts';
import type { World } from './world.ts';

export interface GroupSetup {
  readonly title?: string;
  /** The first is its creator. */
  readonly members: readonly [Person, ...Person[]];
  /** What the bot is in it from the beginning, without an update about it: `member` by default, `left` for a chat without it. */
  readonly bot?: MemberStatus;
  readonly type?: 'group' | 'supergroup';
  readonly isForum?: boolean;
  /** Makes it public. */
  readonly username?: string;
  readonly bots?: readonly BotAccount[];
}

export function createGroup(world: World, setup: GroupSetup): Chat {
  const { title = 'A group', members, bot = 'member', type, isForum, username } = setup;
  const chat = world.places.addGroup({
    title,
    ...(type === undefined ? {} : { type }),
    ...(isForum === undefined ? {} : { isForum }),
    ...(username === undefined ? {} : { username }),
  });
  for (const [index, person] of members.entries()) chat.members.set(person.user.id, index === 0 ? 'creator' : 'member');
  for (const account of setup.bots ?? [world.theBot()]) if (bot !== 'left') chat.members.set(account.user.id, bot);
  return chat;
}

/** Opens a topic in a forum (or in a private chat with a bot that has topics); returns its message_thread_id. */
export function openTopic(world: World, topic: { in: Chat; by: Person; name: string }): number {
  const { in: chat, by, name } = topic;
  if (chat.type !== 'private' && !chat.isForum) throw new Error('only forums have topics');
  const { message_id } = world.post(
    chat,
    { from: by.user, is_topic_message: true, forum_topic_created: { name, icon_color: 7322096 } },
    {
      by: 'person',
      userId: by.user.id,
    },
  );
  chat.topics.set(message_id, name);
  const opening = chat.messages.get(message_id);
  if (opening !== undefined) opening.message = { ...opening.message, message_thread_id: message_id };
  return message_id;
}
