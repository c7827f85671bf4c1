import type { Action } from './action.ts';
import { voiceFor, type Desk } from './desk.ts';
import type { BotEvent } from './event.ts';
import { textFace } from './message/face.ts';
import type { Clock } from './meter.ts';

/** A number that a reader can tell an operator, and that is in the log. */
export function reference(clock: Clock): string {
  return Math.floor(clock.random() * 36 ** 6)
    .toString(36)
    .toUpperCase()
    .padStart(6, '0');
}

/** What a reader is told when an answer could not be made; nothing where nothing was expected. */
export function apologies(desk: Desk, event: BotEvent, number: string): Action[] {
  if (!('person' in event)) return [];
  const text = voiceFor(desk, event.person).say('went-wrong', { reference: number });
  switch (event.kind) {
    case 'message':
      return [{ kind: 'send', place: event.place, face: textFace(text), replyTo: event.place.kind === 'group' ? event.messageId : null }];
    case 'press':
      return [{ kind: 'answerPress', queryId: event.queryId, text, alert: true }];
    case 'inline':
      return [{ kind: 'answerInline', queryId: event.queryId, cards: [], cacheS: 0, nextOffset: '', button: null }];
    case 'guest':
      return [{ kind: 'answerGuest', queryId: event.queryId, card: { id: 'trouble', title: '!', description: '', face: textFace(text) } }];
    case 'chosen':
      return [];
  }
}

/** The error without what the reader wrote. */
export function describeError(error: unknown, event: BotEvent): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const said = 'text' in event ? event.text : 'query' in event ? event.query : '';
  return said.trim() === '' ? text : text.replaceAll(said.trim(), '<question>');
}
