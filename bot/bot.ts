import type { Corpus } from '../retrieval/mod.ts';
import type { Action } from './action.ts';
import type { Update } from './bot-api.ts';
import { dealWith, type Dealing } from './deal.ts';
import { voiceFor } from './desk.ts';
import type { BotEvent } from './event.ts';
import { createRateLimit, GROUP_RULE, PERSON_RULE } from './group/rate.ts';
import { createLanes } from './lanes.ts';
import type { Memory } from './memory/memory.ts';
import { textFace } from './message/face.ts';
import type { Clock, Log, Meter } from './meter.ts';
import { createNewestOnly } from './newest.ts';
import { createOutbox } from './outbox.ts';
import { readUpdate, type Me } from './read-update.ts';
import { respond } from './respond.ts';
import type { Telegram } from './telegram.ts';
import { describeError } from './trouble.ts';
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
      if (event === null) return;
      const dealt = keepTrack(state.underWay, once(state, update.update_id, event));
      // Whoever delivers waits before bringing the same reader's next query, which is to take the place of this one.
      if (event.kind !== 'inline') await dealt;
    },
    size: () => state.underWay.size + state.outbox.size(),
    async idle() {
      while (state.underWay.size > 0) await Promise.all(state.underWay);
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

interface State extends BotOptions, Dealing {
  /** One lane per chat: a question is answered before the next is read. */
  readonly lanes: ReturnType<typeof createLanes<number>>;
  readonly newest: ReturnType<typeof createNewestOnly<number>>;
  /** Updates being dealt with, for a stop that finishes them. */
  readonly underWay: Set<Promise<void>>;
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
  return { ...options, desk, outbox, respondTo, lanes, newest: createNewestOnly(), underWay: new Set(), current: new Set(), toldBusy: new Set() };
}

function keepTrack(underWay: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  const tracked: Promise<void> = work.finally(() => underWay.delete(tracked));
  underWay.add(tracked);
  return tracked;
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
