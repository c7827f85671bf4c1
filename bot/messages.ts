import type { Action, Face, Place } from './action.ts';
import { ask, isQuestion } from './ask/ask.ts';
import { reanswer } from './ask/edits.ts';
import { verification, verifyUsage } from './ask/verification.ts';
import { latest } from './browse/latest.ts';
import { sources } from './browse/sources.ts';
import { timeline } from './browse/timeline.ts';
import { voiceFor, type Desk } from './desk.ts';
import type { MessageEvent } from './event.ts';
import { groupRequest, privateRequest, type Request } from './group/addressed.ts';
import { delayFor, type RateLimits } from './group/rate.ts';
import { textFace } from './message/face.ts';
import { about, help } from './reader/about.ts';
import { languageChoice } from './reader/language.ts';
import { greeting } from './reader/start.ts';
import type { Voice } from './words/source-line.ts';

/** What the bot does about a message: nothing, where it is not meant. */
export async function respondToMessage(desk: Desk, limits: RateLimits, event: MessageEvent): Promise<Action[]> {
  const { place } = event;
  const request = place.kind === 'private' ? privateRequest(event, desk.me) : groupRequest(event, desk.me);
  if (request === null) return [];
  if (event.editedAfterS !== null) return reanswer(desk, event, questionIn(request));
  const refusal = place.kind === 'group' ? refusalFor(desk, limits, event) : null;
  if (refusal !== null) return refusal;
  return request.kind === 'question' ? askOrHint(desk, event, request.text) : command(desk, event, request);
}

type Command = Extract<Request, { kind: 'command' }>;

function questionIn(request: Request): string {
  if (request.kind === 'question') return request.text;
  return request.name === 'ask' ? request.argument : '';
}

/** Said once to whoever asks too fast, then silence until there is a turn again. */
function refusalFor(desk: Desk, limits: RateLimits, event: MessageEvent): Action[] | null {
  const delay = delayFor(limits, event, desk.clock.now());
  if (delay === null) return null;
  if (!delay.first) return [];
  return reply(event, textFace(voiceFor(desk, event.person).say(delay.key, { seconds: delay.seconds })));
}

async function askOrHint(desk: Desk, event: MessageEvent, text: string): Promise<Action[]> {
  if (!isQuestion(text)) {
    const key = event.place.kind === 'private' ? 'text-only' : 'ask-usage';
    return reply(event, textFace(voiceFor(desk, event.person, event).say(key)));
  }
  const { person, place, messageId, repliedTo } = event;
  const answerRepliedTo = repliedTo?.fromBot === true ? repliedTo.messageId : null;
  return ask(desk, { text, person, place, questionMessageId: messageId, answerRepliedTo });
}

async function command(desk: Desk, event: MessageEvent, { name, argument }: Command): Promise<Action[]> {
  const voice = voiceFor(desk, event.person, event);
  if (name === 'ask') {
    return argument === '' ? reply(event, textFace(voice.say('ask-usage'))) : askOrHint(desk, event, argument);
  }
  if (name === 'latest') return latestWithTopic(desk, event, { topic: argument, voice });
  if (name === 'forget') desk.memory.forgetPerson(event.person.id);
  return reply(event, await pageFor(desk, { name, argument, voice }));
}

/** The commands that answer with one page and leave nothing behind. */
async function pageFor(desk: Desk, { name, argument, voice }: { name: string; argument: string; voice: Voice }): Promise<Face> {
  switch (name) {
    case 'start':
      return argument.startsWith('v_') ? verification(desk, argument.slice(2), { voice }) : greeting(desk, voice);
    case 'timeline':
      return timeline(desk, { topic: argument, voice });
    case 'sources':
      return sources(desk, { page: 0, voice });
    case 'verify':
      return argument === '' ? verifyUsage(voice) : verification(desk, argument, { voice });
    case 'language':
      return languageChoice(voice);
    case 'about':
      return about(desk, voice);
    case 'forget':
      return textFace(voice.say('forget-done'));
    default:
      return help(desk, voice);
  }
}

async function latestWithTopic(desk: Desk, event: MessageEvent, { topic, voice }: { topic: string; voice: Voice }): Promise<Action[]> {
  const face = await latest(desk, { topic, offset: 0, voice });
  const base = { question: topic, previous: null, language: voice.language };
  const remember = { kind: 'latest', ...base, personId: event.person.id, questionMessageId: null } as const;
  return [{ kind: 'send', place: event.place, face, replyTo: repliesTo(event.place, event.messageId), remember }];
}

function reply({ place, messageId }: MessageEvent, face: Face): Action[] {
  return [{ kind: 'send', place, face, replyTo: repliesTo(place, messageId) }];
}

/** In a group it must be seen who is answered; in a private chat there is only one. */
function repliesTo(place: Place, messageId: number): number | null {
  return place.kind === 'group' ? messageId : null;
}
