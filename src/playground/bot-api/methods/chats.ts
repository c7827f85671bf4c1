import type { User } from '@grammyjs/types';
import { forbidden, malformed, refused } from '../errors.ts';
import { asMember, setBotStatus } from '../members.ts';
import { chatToWrite, findChat, type Handlers, type MethodContext } from './context.ts';

export const chatMethods: Handlers<'getChat' | 'getChatMember' | 'getChatMemberCount' | 'getChatAdministrators' | 'leaveChat' | 'getFile'> = {
  getChat(context, params) {
    const chat = findChat(context, params.chat_id);
    return { ...chat.asApi(), accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} };
  },

  getChatMember(context, params) {
    const chat = chatToWrite(context, params.chat_id);
    const user = context.world.users.get(params.user_id);
    if (user === undefined) throw refused('invalid user_id specified');
    return asMember(user, chat.statusOf(params.user_id));
  },

  getChatMemberCount(context, params) {
    const chat = chatToWrite(context, params.chat_id);
    return [...chat.members.keys()].filter((id) => chat.has(id)).length;
  },

  getChatAdministrators(context, params) {
    const chat = chatToWrite(context, params.chat_id);
    if (chat.type === 'private') throw malformed('there are no administrators in the private chat');
    return [...chat.members]
      .filter(([, status]) => status === 'creator' || status === 'administrator')
      .map(([id, status]) => asMember(userOf(context, id), status));
  },

  leaveChat(context, params) {
    const { world, bot } = context;
    const chat = chatToWrite(context, params.chat_id);
    if (chat.type === 'private') throw forbidden("bot can't leave a private chat");
    setBotStatus(world, bot, { chat, by: bot.asUser, status: 'left' });
    return true;
  },

  getFile({ world }, params) {
    const file = world.files.byId(params.file_id);
    if (file === undefined) throw malformed('wrong file_id or the file is temporarily unavailable');
    if (file.bytes.length > world.limits.downloadBytes) throw refused('file is too big');
    return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length, file_path: file.path };
  },
};

const userOf = ({ world }: MethodContext, id: number): User => world.users.get(id) ?? { id, is_bot: false, first_name: 'Deleted Account' };
