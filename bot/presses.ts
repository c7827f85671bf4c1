import type { Action, EditAction, Face, MessageRef, Place } from './action.ts';
import { answerFace, ask } from './ask/ask.ts';
import { moreResults } from './ask/more.ts';
import { openedPassage } from './ask/passage.ts';
import { verification, verificationAlert } from './ask/verification.ts';
import { latest } from './browse/latest.ts';
import { sources } from './browse/sources.ts';
import { voiceFor, type Desk } from './desk.ts';
import type { PressEvent } from './event.ts';
import { delayFor, type RateLimits } from './group/rate.ts';
import { openedCardKeyboard, restoredCard } from './inline/card.ts';
import type { Asked } from './memory/memory.ts';
import { decodePress, type Press } from './press.ts';
import { languageChosen } from './reader/language.ts';
import { exampleText } from './reader/start.ts';

/** What the bot does about a pressed button. The press itself is always answered, lest it spins for a minute. */
export async function respondToPress(desk: Desk, limits: RateLimits, event: PressEvent): Promise<Action[]> {
  const press = decodePress(event.data);
  if (press === null || event.on === null) return [tooOld(desk, event)];
  if ('inlineMessageId' in event.on) return underInline(desk, event, { press, inlineMessageId: event.on.inlineMessageId });
  const { place } = event.on;
  const delay = place.kind === 'group' ? delayFor(limits, { person: event.person, place }, desk.clock.now()) : null;
  if (delay !== null) return [alert(event, voiceFor(desk, event.person).say(delay.key, { seconds: delay.seconds }))];
  const actions = await inChat(desk, event, { press, on: event.on });
  return actions === null ? [tooOld(desk, event)] : [noticed(event), ...actions];
}

type InChat = Extract<MessageRef, { place: Place }>;

/** Null when what the button needs is no longer remembered. */
async function inChat(desk: Desk, event: PressEvent, { press, on }: { press: Press; on: InChat }): Promise<Action[] | null> {
  const voice = voiceFor(desk, event.person, on);
  switch (press.kind) {
    case 'example':
      return asked(desk, event, { text: exampleText(desk, press.language, press.index), on });
    case 'open':
      return [below(on, openedPassage(desk, press.citationId, { voice }))];
    case 'verify':
      return [below(on, verification(desk, press.citationId, { voice }))];
    case 'sources':
      return [inPlace(on, sources(desk, { page: press.page, voice }))];
    case 'language':
      return [chooseLanguage(desk, event, { press, on })];
    case 'more':
    case 'latest':
    case 'again':
      return ofRemembered(desk, event, { press, on });
    case 'close':
      return null;
  }
}

type NeedsQuestion = Extract<Press, { kind: 'more' | 'latest' | 'again' }>;

async function ofRemembered(desk: Desk, event: PressEvent, { press, on }: { press: NeedsQuestion; on: InChat }): Promise<Action[] | null> {
  const before = desk.memory.askedByAnswer(on.place.chatId, on.messageId);
  if (before === null) return null;
  const voice = voiceFor(desk, event.person, { ...on, written: before.language });
  if (press.kind === 'again') return again(desk, event, { before, on });
  if (press.kind === 'latest') return [inPlace(on, await latest(desk, { topic: before.question, offset: press.offset, voice }))];
  const face = await moreResults(desk, before, { offset: press.offset, voice });
  if (press.page) return [inPlace(on, face)];
  return [{ ...below(on, face), remember: listOf(before, event) }];
}

/** The same question, read with what it was read with before. */
async function again(desk: Desk, { person }: PressEvent, { before, on }: { before: Asked; on: InChat }): Promise<Action[]> {
  const asking = { text: before.question, person, place: on.place, questionMessageId: null, answerRepliedTo: null };
  const { face, remember } = await answerFace(desk, asking, before.previous);
  return [{ kind: 'send', place: on.place, replyTo: null, face, remember }];
}

function listOf({ question, previous, language }: Asked, { person }: PressEvent) {
  return { kind: 'list', question, previous, language, personId: person.id, questionMessageId: null } as const;
}

function asked(desk: Desk, { person }: PressEvent, { text, on }: { text: string; on: InChat }): Promise<Action[]> {
  return ask(desk, { text, person, place: on.place, questionMessageId: null, answerRepliedTo: null });
}

function chooseLanguage(desk: Desk, { person }: PressEvent, { press, on }: { press: Extract<Press, { kind: 'language' }>; on: InChat }): EditAction {
  desk.memory.chooseLanguage(person.id, press.language);
  const voice = voiceFor(desk, person, on);
  return inPlace(on, languageChosen(voice, press.language));
}

/** Where the bot may be no member it cannot send, but it can change the message that it was sent with. */
async function underInline(desk: Desk, event: PressEvent, { press, inlineMessageId }: { press: Press; inlineMessageId: string }): Promise<Action[]> {
  const voice = voiceFor(desk, event.person);
  if (press.kind === 'verify') {
    return [alert(event, verificationAlert(desk, press.citationId, voice))];
  }
  const face = press.kind === 'open' ? openedUnder(desk, event, press.citationId) : press.kind === 'close' ? restoredCard(desk, press.citationId, voice) : null;
  if (face === null) return [tooOld(desk, event)];
  return [noticed(event), { kind: 'edit', target: { inlineMessageId }, face }];
}

function openedUnder(desk: Desk, event: PressEvent, citationId: string): Face {
  const voice = voiceFor(desk, event.person);
  return openedPassage(desk, citationId, { voice, keyboard: openedCardKeyboard(citationId, voice) });
}

function below({ place, messageId }: InChat, face: Face) {
  return { kind: 'send', place, face, replyTo: messageId } as const;
}

function inPlace(target: InChat, face: Face): EditAction {
  return { kind: 'edit', target, face };
}

function noticed({ queryId }: PressEvent): Action {
  return { kind: 'answerPress', queryId, text: null, alert: false };
}

function tooOld(desk: Desk, event: PressEvent): Action {
  return alert(event, voiceFor(desk, event.person).say('old-button'));
}

function alert({ queryId }: PressEvent, text: string): Action {
  return { kind: 'answerPress', queryId, text, alert: true };
}
