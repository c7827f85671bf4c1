import type { Action } from '../action.ts';
import type { Desk } from '../desk.ts';
import type { MessageEvent } from '../event.ts';
import { answerFace, isQuestion, MAX_QUESTION } from './ask.ts';

/** A question edited later than this is a new thought, and keeps its old answer; in seconds. */
const MAX_EDIT_S = 60;

/**
 * An edited message never makes a second answer: the first is edited when the question did change within a minute.
 * `text` is the question in it, as it would be read from a new message.
 */
export async function reanswer(desk: Desk, event: MessageEvent, text: string): Promise<Action[]> {
  const asked = desk.memory.askedByQuestion(event.place.chatId, event.messageId);
  const late = (event.editedAfterS ?? 0) > MAX_EDIT_S;
  if (asked === null || asked.kind !== 'ask' || late || !isQuestion(text) || text === asked.question) return [];
  if (text.length > MAX_QUESTION) return [];
  const { person, place } = event;
  const asking = { text, person, place, questionMessageId: event.messageId, answerRepliedTo: null };
  const { face, remember } = await answerFace(desk, asking, asked.previous);
  return [{ kind: 'edit', target: { place, messageId: asked.answerMessageId }, face, remember }];
}
