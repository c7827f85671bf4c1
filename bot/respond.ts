import type { Action } from './action.ts';
import type { Desk } from './desk.ts';
import type { BotEvent } from './event.ts';
import type { RateLimits } from './group/rate.ts';
import { reviseChosen } from './inline/chosen.ts';
import { answerGuest } from './inline/guest.ts';
import { answerInline } from './inline/inline.ts';
import { respondToMessage } from './messages.ts';
import { respondToPress } from './presses.ts';

/** What the bot does about what happened: an event in, actions out. Nothing is sent here. */
export async function respond(desk: Desk, limits: RateLimits, event: BotEvent): Promise<Action[]> {
  switch (event.kind) {
    case 'message':
      return respondToMessage(desk, limits, event);
    case 'press':
      return respondToPress(desk, limits, event);
    case 'inline':
      return answerInline(desk, event);
    case 'guest':
      return answerGuest(desk, event);
    case 'chosen':
      return reviseChosen(desk, event);
    case 'moved':
      desk.memory.moveChat(event.fromChatId, event.toChatId);
      return [];
    case 'removed':
      desk.memory.forgetChat(event.chatId);
      return [];
  }
}
