import type { User } from '@grammyjs/types';
import type { Chat } from './chat.ts';
import type { World } from './world.ts';

/**
 * Turns a basic group into a supergroup: a new chat with a new id and its own message numbers. Both chats say so in a
 * service message; whoever still writes to the old one gets an error that names the new one.
 */
export function migrateGroup(world: World, old: Chat, by: User): Chat {
  if (old.type !== 'group') throw new Error('only a basic group migrates');
  const chat = world.places.addGroup({ title: old.title ?? '', type: 'supergroup' });
  for (const [userId, status] of old.members) chat.members.set(userId, status);
  world.post(old, { from: by, migrate_to_chat_id: chat.id }, { by: 'person', userId: by.id });
  old.migratedTo = chat;
  world.post(chat, { from: by, migrate_from_chat_id: old.id }, { by: 'person', userId: by.id });
  return chat;
}
