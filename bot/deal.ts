import type { Action, Place } from './action.ts';
import type { Delivery } from './delivery.ts';
import { voiceFor, type Desk } from './desk.ts';
import type { BotEvent } from './event.ts';
import type { Memory } from './memory/memory.ts';
import { textFace } from './message/face.ts';
import type { Clock, Log } from './meter.ts';
import type { Outbox } from './outbox.ts';
import { encodePress } from './press.ts';
import { apologies, describeError, reference } from './trouble.ts';

/** What dealing with an event needs. */
export interface Dealing {
  readonly desk: Desk;
  readonly outbox: Outbox;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: Log;
  readonly respondTo: (event: BotEvent) => Promise<Action[]>;
}

/** A reader who waits longer than this sees "typing", in milliseconds. */
const TYPING_AFTER_MS = 250;

/** The one place where what a feature throws is caught: the reader and the log get the same reference number. */
export async function dealWith(dealing: Dealing, updateId: number, event: BotEvent): Promise<void> {
  const startedMs = dealing.clock.now();
  const stopTyping = typingSoon(dealing, event);
  const actions = await dealing.respondTo(event).catch((error: unknown) => {
    const number = reference(dealing.clock);
    dealing.log.error({ updateId, event: event.kind, reference: number, error: describeError(error, event) }, 'an update could not be answered');
    return apologies(dealing.desk, event, number);
  });
  await perform(dealing, { updateId, event, actions, startedMs }).finally(stopTyping);
  const ms = dealing.clock.now() - startedMs;
  if (actions.length > 0) dealing.log.info({ updateId, event: event.kind, actions: actions.map(({ kind }) => kind), ms }, 'answered');
  if ('text' in event) dealing.log.debug({ updateId, text: event.text }, 'what was asked');
}

interface Performance {
  readonly updateId: number;
  readonly event: BotEvent;
  readonly actions: readonly Action[];
  readonly startedMs: number;
}

/** Marked as seen before anything is sent: after a crash in between, silence is better than a second answer. */
async function perform(dealing: Dealing, { updateId, event, actions, startedMs }: Performance): Promise<void> {
  if (actions.length > 0) dealing.memory.markSeen(updateId, dealing.clock.now());
  for (const action of actions) {
    const delivery = await dealing.outbox.perform(action);
    keep(dealing, { action, delivery, askedAt: startedMs });
    if (delivery.status === 'failed' || delivery.status === 'dropped') {
      dealing.log.warn({ updateId, action: action.kind, ...delivery }, 'not delivered');
    }
    if (delivery.status === 'uncertain' && action.kind === 'send') await maybeLost(dealing, { updateId, event, action });
  }
}

function keep({ memory }: Dealing, { action, delivery, askedAt }: { action: Action; delivery: Delivery; askedAt: number }): void {
  if (delivery.status !== 'done') return;
  if (action.kind !== 'send' && action.kind !== 'edit') return;
  if (action.remember === undefined) return;
  const target = action.kind === 'send' ? { place: action.place, messageId: delivery.messageId } : action.target;
  if (!('place' in target) || target.messageId === null) return;
  const { chatId, threadId } = target.place;
  memory.remember({ ...action.remember, chatId, threadId, answerMessageId: target.messageId, askedAt });
}

interface Lost {
  readonly updateId: number;
  readonly event: BotEvent;
  readonly action: Extract<Action, { kind: 'send' }>;
}

/** It is not sent again, for it may be there; the reader, who can see, is asked. */
async function maybeLost(dealing: Dealing, { updateId, event, action }: Lost): Promise<void> {
  if (!('person' in event)) return;
  const { say } = voiceFor(dealing.desk, event.person);
  const again = action.remember?.kind === 'ask' ? [[{ label: say('button-again'), press: encodePress({ kind: 'again' }) }]] : [];
  const remember = action.remember === undefined ? {} : { remember: { ...action.remember, questionMessageId: null } };
  const note = { ...action, ...remember, face: textFace(say('maybe-lost'), again), harmlessTwice: true };
  const delivery = await dealing.outbox.perform(note);
  keep(dealing, { action: note, delivery, askedAt: dealing.clock.now() });
  dealing.log.warn({ updateId, noted: delivery.status }, 'an answer may be lost');
}

/** "typing" only for a reader who waits: most answers are there before it could be seen. */
function typingSoon(dealing: Dealing, event: BotEvent): () => void {
  if (event.kind !== 'message') return () => undefined;
  const place: Place = event.place;
  return dealing.clock.after(TYPING_AFTER_MS, () => void dealing.outbox.perform({ kind: 'typing', place }));
}
