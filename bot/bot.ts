import type { Corpus } from '../retrieval/mod.ts';
import type { Action, Place } from './action.ts';
import type { Update } from './bot-api.ts';
import { voiceFor, type Desk } from './desk.ts';
import type { BotEvent } from './event.ts';
import { createRateLimit, GROUP_RULE, PERSON_RULE } from './group/rate.ts';
import { createLanes } from './lanes.ts';
import type { Memory } from './memory/memory.ts';
import { textFace } from './message/face.ts';
import type { Clock, Log, Meter } from './meter.ts';
import { createNewestOnly } from './newest.ts';
import { createOutbox, type Delivery, type Outbox } from './outbox.ts';
import { encodePress } from './press.ts';
import { readUpdate, type Me } from './read-update.ts';
import { respond } from './respond.ts';
import type { Telegram } from './telegram.ts';
import { apologies, reference } from './trouble.ts';
import type { Words } from './words/words.ts';

export interface BotOptions {
  readonly corpus: Corpus;
  readonly memory: Memory;
  readonly words: Words;
  readonly telegram: Pick<Telegram, 'call'>;
  readonly me: Me;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** The bot without a framework: updates in, calls out. */
export interface Bot {
  /** Deals with an update and resolves when all is sent; never rejects. */
  handle(update: Update): Promise<void>;
  /** Updates and actions under way. */
  size(): number;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** Questions that one chat may have waiting; the next is skipped with a word. */
const MAX_WAITING = 20;
/** A reader who waits longer than this sees "typing", in milliseconds. */
const TYPING_AFTER_MS = 250;
/** Old rows are looked for once in so many updates. */
const PRUNE_EVERY = 1000;

export function createBot(options: BotOptions): Bot {
  const state = createState(options);
  let handled = 0;
  return {
    async handle(update) {
      handled += 1;
      if (handled % PRUNE_EVERY === 0) options.memory.prune(options.clock.now());
      const event = understood(update, options);
      if (event !== null) await once(state, update.update_id, event);
    },
    size: () => state.lanes.size() + state.outbox.size(),
    async idle() {
      await state.lanes.idle();
      await state.outbox.idle();
    },
  };
}

/** Telegram's updates grow new shapes; one that breaks the reading is left out, not everything after it. */
function understood(update: Update, { me, log }: BotOptions): BotEvent | null {
  try {
    return readUpdate(update, me);
  } catch (error) {
    log.warn({ updateId: update.update_id, kinds: Object.keys(update), error: String(error) }, 'an update is not understood');
    return null;
  }
}

interface State extends BotOptions {
  readonly desk: Desk;
  readonly outbox: Outbox;
  readonly respondTo: (event: BotEvent) => Promise<Action[]>;
  /** One lane per chat: a question is answered before the next is read. */
  readonly lanes: ReturnType<typeof createLanes<number>>;
  readonly newest: ReturnType<typeof createNewestOnly<number>>;
  /** Updates being dealt with now; those done are in the memory. */
  readonly current: Set<number>;
  /** Chats that were told that they ask too much at once. */
  readonly toldBusy: Set<number>;
}

function createState(options: BotOptions): State {
  const { corpus, memory, words, clock, meter, me } = options;
  const lanes = createLanes<number>();
  const desk = { corpus, memory, words, clock, meter, me };
  const limits = { person: createRateLimit(PERSON_RULE), group: createRateLimit(GROUP_RULE) };
  const onGone = (chatId: number): void => void lanes.clear(chatId);
  const outbox = createOutbox({ ...options, onGone, onMoved: (from, to) => memory.moveChat(from, to) });
  const respondTo = (event: BotEvent): Promise<Action[]> => respond(desk, limits, event);
  return { ...options, desk, outbox, respondTo, lanes, newest: createNewestOnly(), current: new Set(), toldBusy: new Set() };
}

/** The same update comes again after a lost acknowledgement, a crash, a webhook that took too long. */
async function once(state: State, updateId: number, event: BotEvent): Promise<void> {
  if (state.current.has(updateId) || state.memory.wasSeen(updateId)) return state.meter.duplicate();
  state.meter.update(event.kind);
  state.current.add(updateId);
  try {
    await inTurn(state, updateId, event);
  } catch (error) {
    // Not an answer that failed, which is caught below, but the bot's own machinery: a full disk, a closed database.
    state.log.error({ updateId, event: event.kind, error: describeError(error, event) }, 'an update was lost');
  } finally {
    state.current.delete(updateId);
  }
}

/** Messages and presses of a chat in order; of one reader's inline queries only the newest; the rest at once. */
async function inTurn(state: State, updateId: number, event: BotEvent): Promise<void> {
  const deal = (): Promise<void> => dealWith(state, updateId, event);
  if (event.kind === 'inline') return void (await state.newest.run(event.person.id, deal));
  const chatId = laneOf(event);
  if (chatId === null) return deal();
  if (state.lanes.depth(chatId) >= MAX_WAITING) return skip(state, updateId, event);
  await state.lanes.run(chatId, deal);
  if (state.lanes.depth(chatId) === 0) state.toldBusy.delete(chatId);
}

/** A press waits for its chat too: what it needs may be about to be remembered. */
function laneOf(event: BotEvent): number | null {
  if (event.kind === 'message') return event.place.chatId;
  return event.kind === 'press' && event.on !== null && 'place' in event.on ? event.on.place.chatId : null;
}

async function skip(state: State, updateId: number, event: BotEvent): Promise<void> {
  state.memory.markSeen(updateId, state.clock.now());
  if (event.kind !== 'message' || event.place.kind !== 'private') return;
  const { chatId } = event.place;
  if (state.toldBusy.has(chatId)) return;
  state.toldBusy.add(chatId);
  state.log.info({ updateId }, 'too many questions waiting in one chat');
  const face = textFace(voiceFor(state.desk, event.person).say('busy'));
  await state.outbox.perform({ kind: 'send', place: event.place, face, replyTo: event.messageId });
}

/** The one place where what a feature throws is caught: the reader and the log get the same reference number. */
async function dealWith(state: State, updateId: number, event: BotEvent): Promise<void> {
  const startedMs = state.clock.now();
  const stopTyping = typingSoon(state, event);
  const actions = await state.respondTo(event).catch((error: unknown) => {
    const number = reference(state.clock);
    state.log.error({ updateId, event: event.kind, reference: number, error: describeError(error, event) }, 'an update could not be answered');
    return apologies(state.desk, event, number);
  });
  await perform(state, { updateId, event, actions, startedMs }).finally(stopTyping);
  const ms = state.clock.now() - startedMs;
  if (actions.length > 0) state.log.info({ updateId, event: event.kind, actions: actions.map(({ kind }) => kind), ms }, 'answered');
  if ('text' in event) state.log.debug({ updateId, text: event.text }, 'what was asked');
}

interface Performance {
  readonly updateId: number;
  readonly event: BotEvent;
  readonly actions: readonly Action[];
  readonly startedMs: number;
}

/** Marked as seen before anything is sent: after a crash in between, silence is better than a second answer. */
async function perform(state: State, { updateId, event, actions, startedMs }: Performance): Promise<void> {
  if (actions.length > 0) state.memory.markSeen(updateId, state.clock.now());
  for (const action of actions) {
    const delivery = await state.outbox.perform(action);
    keep(state, { action, delivery, askedAt: startedMs });
    if (delivery.status === 'failed' || delivery.status === 'dropped') {
      state.log.warn({ updateId, action: action.kind, ...delivery }, 'not delivered');
    }
    if (delivery.status === 'uncertain' && action.kind === 'send') await maybeLost(state, { updateId, event, action });
  }
}

function keep({ memory }: State, { action, delivery, askedAt }: { action: Action; delivery: Delivery; askedAt: number }): void {
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
async function maybeLost(state: State, { updateId, event, action }: Lost): Promise<void> {
  if (!('person' in event)) return;
  const { say } = voiceFor(state.desk, event.person);
  const again = action.remember?.kind === 'ask' ? [[{ label: say('button-again'), press: encodePress({ kind: 'again' }) }]] : [];
  const { remember, ...rest } = action;
  const note = { ...rest, face: textFace(say('maybe-lost'), again), ...(remember === undefined ? {} : { remember: { ...remember, questionMessageId: null } }) };
  const delivery = await state.outbox.perform(note);
  keep(state, { action: note, delivery, askedAt: state.clock.now() });
  state.log.warn({ updateId, noted: delivery.status }, 'an answer may be lost');
}

/** "typing" only for a reader who waits: most answers are there before it could be seen. */
function typingSoon(state: State, event: BotEvent): () => void {
  if (event.kind !== 'message' || event.place.kind !== 'private') return () => undefined;
  const place: Place = event.place;
  return state.clock.after(TYPING_AFTER_MS, () => void state.outbox.perform({ kind: 'typing', place }));
}

/** The error without what the reader wrote. */
function describeError(error: unknown, event: BotEvent): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const said = 'text' in event ? event.text : 'query' in event ? event.query : '';
  return said.trim() === '' ? text : text.replaceAll(said.trim(), '<question>');
}
