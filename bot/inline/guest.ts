import type { Action } from '../action.ts';
import { answerMessage } from '../ask/answer-message.ts';
import { answerTo, isQuestion, MAX_QUESTION } from '../ask/ask.ts';
import { voiceFor, type Desk } from '../desk.ts';
import type { GuestEvent } from '../event.ts';
import { guestQuestion } from '../group/addressed.ts';
import { cutText } from '../message/cut.ts';
import { textFace } from '../message/face.ts';
import { oneLine } from '../message/shown.ts';
import { cardKeyboard } from './card.ts';

/** Called by name in a chat that it is no member of, the bot gives one answer with one citation. */
export async function answerGuest(desk: Desk, event: GuestEvent): Promise<Action[]> {
  const text = guestQuestion(event, desk.me).slice(0, MAX_QUESTION);
  if (!isQuestion(text)) return [card(event, voiceFor(desk, event.person).say('ask-usage'))];
  const answer = await answerTo(desk, { text, person: event.person, previous: null, channel: 'guest' });
  const voice = voiceFor(desk, event.person, { written: answer.language });
  const one = { ...answer, citations: answer.citations.slice(0, 1), near: [] };
  const { content } = answerMessage(one, { corpus: desk.corpus, me: desk.me, voice, asked: null, previous: null });
  const citation = one.citations[0];
  const keyboard = citation === undefined ? [] : cardKeyboard(citation, voice);
  const title = cutText(oneLine(text), 100);
  return [{ kind: 'answerGuest', queryId: event.queryId, card: { id: 'guest', title, description: '', face: { content, keyboard } } }];
}

function card(event: GuestEvent, text: string): Action {
  return { kind: 'answerGuest', queryId: event.queryId, card: { id: 'guest', title: '?', description: '', face: textFace(text) } };
}
