import type { Answer } from '../../retrieval/mod.ts';
import type { Action, Place, Remembered } from '../action.ts';
import { voice, voiceFor, type Desk } from '../desk.ts';
import type { Person } from '../event.ts';
import { FOLLOW_UP_MS } from '../memory/memory.ts';
import { textFace } from '../message/face.ts';
import type { Channel } from '../meter.ts';
import { answerMessage } from './answer-message.ts';
import { chained, isElliptic } from './follow-up.ts';

/** The corpus reads questions up to this length, in UTF-16 units. */
export const MAX_QUESTION = 4000;

/** There is something in it to look for: not only signs, smileys and the like. */
export function isQuestion(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** A question put to the bot in a chat. */
export interface Asking {
  readonly text: string;
  readonly person: Person;
  readonly place: Place;
  /** The reader's message; null when a button asked. */
  readonly questionMessageId: number | null;
  /** The bot's message that the question replies to. */
  readonly answerRepliedTo: number | null;
}

/** Answers in the chat: the message, and what to remember once it is sent. */
export async function ask(desk: Desk, asking: Asking): Promise<Action[]> {
  const { place, person, questionMessageId } = asking;
  const speaker = voiceFor(desk, person, { place });
  const replyTo = place.kind === 'group' ? questionMessageId : null;
  if (asking.text.length > MAX_QUESTION) {
    return [{ kind: 'send', place, replyTo, face: textFace(speaker.say('too-long', { max: MAX_QUESTION })) }];
  }
  const { face, remember } = await answerFace(desk, asking, previousOf(desk, asking));
  return [{ kind: 'send', place, replyTo, face, remember }];
}

/** The same, for an answer that is already there and is to be replaced. */
export async function answerFace(desk: Desk, asking: Asking, previous: string | null) {
  const { text, person, place } = asking;
  const answer = await answerTo(desk, { text, person, previous, channel: place.kind });
  const { corpus, me } = desk;
  const asked = asking.questionMessageId === null ? text : null;
  const speaker = voice(desk.words, answer.language);
  const face = answerMessage(answer, { corpus, me, voice: speaker, asked, previous });
  const { language } = answer;
  const remember: Remembered = {
    kind: 'ask',
    question: text,
    previous,
    language,
    personId: person.id,
    questionMessageId: asking.questionMessageId,
  };
  return { face, remember };
}

export interface PlainQuestion {
  readonly text: string;
  readonly person: Person;
  readonly previous: string | null;
  readonly channel: Channel;
}

/** Asks the corpus, in the language that the reader chose if one was chosen, and counts it. */
export async function answerTo(desk: Desk, { text, person, previous, channel }: PlainQuestion): Promise<Answer> {
  const startedMs = desk.clock.now();
  const language = desk.memory.language(person.id);
  const answer = await desk.corpus.ask(text, {
    now: new Date(startedMs),
    ...(language === null ? {} : { language }),
    ...(previous === null ? {} : { previous }),
  });
  desk.meter.answered({ status: answer.status, channel, ms: desk.clock.now() - startedMs });
  return answer;
}

/** What a question is read with: what a reply replies to, or for an elliptic one what was asked just before. */
function previousOf(desk: Desk, { text, place, answerRepliedTo }: Asking): string | null {
  const replied = answerRepliedTo === null ? null : desk.memory.askedByAnswer(place.chatId, answerRepliedTo);
  if (replied?.kind === 'ask') return chained(replied);
  if (!isElliptic(text)) return null;
  const last = desk.memory.lastAsked(place, desk.clock.now() - FOLLOW_UP_MS);
  return last === null ? null : chained(last);
}
