import type { Message, User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat } from './chat.ts';
import type { WaitOptions } from './journal.ts';
import type { Person } from './person.ts';
import type { SayOptions } from './saying.ts';
import type { World } from './world.ts';

export interface Summons {
  readonly message: Message;
  readonly queryId: string;
  /** Waits for the one message that the bot may leave in the chat. */
  readonly answered: (options?: WaitOptions) => Promise<Message>;
}

/**
 * Guest mode: somebody names the bot in a chat that it does not belong to (or replies to what it left there). The bot
 * sees that one message, and may answer it once.
 */
export function summonGuest(world: World, guest: { by: Person; in: Chat; bot?: BotAccount }, text: string, options: SayOptions = {}): Summons {
  const bot = guest.bot ?? world.theBot();
  if (guest.in.has(bot.user.id)) throw new Error('the bot is a member of this chat: no guest');
  if (bot.user.supports_guest_queries !== true) throw new Error('the bot has guest mode switched off');
  const message = guest.by.say(text, { ...options, in: guest.in });
  const queryId = `${6_000_000_000 + world.nextId()}`;
  const position = world.journal.position;
  const user: User = guest.by.user;
  world.guestQueries.add(queryId, { bot, user, askedAt: world.now(), chat: guest.in, message });
  world.deliver(bot, { guest_message: { ...message, guest_query_id: queryId } } as never, `guest ${guest.in.id}`);
  const answered = async (wait: WaitOptions = {}): Promise<Message> => {
    const { value } = await world.journal.until((event) => (event.kind === 'guest-answer' && event.queryId === queryId ? event.message : undefined), {
      after: position,
      what: `a guest's answer to "${text}"`,
      ...wait,
    });
    return value;
  };
  return { message, queryId, answered };
}
