import type { Action, SendAction } from './action.ts';
import { callFor, isRepeatable, plainestSendCall } from './calls.ts';
import type { Clock, Log, Meter } from './meter.ts';
import { CallError, type Call, type Failure, type Telegram } from './telegram.ts';

/** What became of an action. */
export type Delivery =
  /** `messageId` is set for messages sent. */
  | { readonly status: 'done'; readonly messageId: number | null }
  /** It may have arrived or not: not repeated, since repeating could double it. */
  | { readonly status: 'uncertain' }
  | { readonly status: 'failed'; readonly failure: Failure }
  /** Not attempted, as the chat is gone. */
  | { readonly status: 'dropped' };

/** What delivering needs, and whom it tells what it learns about chats. */
export interface Courier {
  readonly telegram: Pick<Telegram, 'call'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** The reader blocked the bot, or the bot was removed. */
  readonly onGone: (chatId: number) => void;
  /** A group became a supergroup. */
  readonly onMoved: (fromChatId: number, toChatId: number) => void;
  /** Old chat id to new: messages made before the move is known go to the new chat. */
  readonly moved: Map<number, number>;
}

/** Attempts of one action when it is certain that the ones before did nothing. */
const MAX_ATTEMPTS = 6;
/** Telegram may ask to wait for hours; nobody waits for an answer that long. In seconds. */
const MAX_WAIT_S = 300;
const FIRST_BACKOFF_MS = 500;

/** Performs one action: waits when told to, follows groups that moved, never sends anything twice. */
export function deliver(courier: Courier, action: Action): Promise<Delivery> {
  return attempt(courier, action, 1);
}

async function attempt(courier: Courier, action: Action, n: number): Promise<Delivery> {
  const current = readdressed(courier, action);
  const failure = await tried(courier, callFor(current));
  if (!('kind' in failure)) return failure;
  if (failure.kind === 'uncertain') return uncertain(courier, { action: current, n, failure });
  if (failure.kind === 'unreachable') return later(courier, { action: current, n, failure });
  return refused(courier, { action: current, n, failure });
}

interface Setback<F extends Failure = Failure> {
  readonly action: Action;
  readonly n: number;
  readonly failure: F;
}

type Refused = Extract<Failure, { kind: 'refused' }>;

async function refused(courier: Courier, setback: Setback<Refused>): Promise<Delivery> {
  const { action, n, failure } = setback;
  if (failure.code === 429) return afterWait(courier, setback);
  if (failure.migrateToChatId !== null && n < MAX_ATTEMPTS) return followed(courier, setback, failure.migrateToChatId);
  if (failure.code === 502 || failure.code === 504) return uncertain(courier, setback);
  if (failure.code >= 500) return later(courier, setback);
  if (/message is not modified/u.test(failure.description)) return { status: 'done', messageId: null };
  if (failure.code === 403) return gone(courier, setback);
  courier.log.warn({ method: callFor(action).method, code: failure.code, description: failure.description }, 'refused by Telegram');
  if (action.kind === 'send' && failure.code === 400) return plainest(courier, action);
  if (action.kind === 'edit' && /can't be edited|message to edit not found/u.test(failure.description)) return anew(courier, action);
  return { status: 'failed', failure };
}

async function afterWait(courier: Courier, { action, n, failure }: Setback<Refused>): Promise<Delivery> {
  const { method } = callFor(action);
  const waitS = failure.retryAfterS ?? 1;
  courier.meter.tooMany(method);
  courier.log.warn({ method, waitS }, 'Telegram asks to wait');
  if (waitS > MAX_WAIT_S || n >= MAX_ATTEMPTS || !worthWaiting(action)) return { status: 'failed', failure };
  await courier.clock.sleep(waitS * 1000);
  return attempt(courier, action, n + 1);
}

/** "typing" and the answers to presses and queries are stale after any wait. */
function worthWaiting(action: Action): boolean {
  return action.kind === 'send' || action.kind === 'edit' || action.kind === 'answerGuest';
}

async function later(courier: Courier, { action, n, failure }: Setback): Promise<Delivery> {
  if (n >= MAX_ATTEMPTS || action.kind === 'typing') return { status: 'failed', failure };
  // Half of it by chance, lest all chats come back in the same instant.
  await courier.clock.sleep(FIRST_BACKOFF_MS * 2 ** (n - 1) * (0.5 + courier.clock.random() / 2));
  return attempt(courier, action, n + 1);
}

async function uncertain(courier: Courier, setback: Setback): Promise<Delivery> {
  if (isRepeatable(setback.action)) return later(courier, setback);
  const reason = setback.failure.kind === 'refused' ? String(setback.failure.code) : setback.failure.reason;
  courier.log.warn({ method: callFor(setback.action).method, reason }, 'not known whether it arrived; not repeated');
  return { status: 'uncertain' };
}

function followed(courier: Courier, { action, n }: Setback, toChatId: number): Promise<Delivery> {
  const fromChatId = chatOf(action);
  if (fromChatId !== null) {
    courier.moved.set(fromChatId, toChatId);
    courier.onMoved(fromChatId, toChatId);
  }
  return attempt(courier, action, n + 1);
}

function gone(courier: Courier, { action, failure }: Setback<Refused>): Delivery {
  const chatId = chatOf(action);
  if (chatId !== null) {
    courier.onGone(chatId);
    courier.log.info({ description: failure.description }, 'the chat is closed to the bot');
  }
  return { status: 'failed', failure };
}

/** The answer in the plainest form is better than none. */
async function plainest(courier: Courier, action: SendAction): Promise<Delivery> {
  const outcome = await tried(courier, plainestSendCall(action));
  if (!('kind' in outcome)) return outcome;
  if (outcome.kind === 'uncertain') return { status: 'uncertain' };
  const description = outcome.kind === 'refused' ? outcome.description : outcome.reason;
  courier.log.error({ method: 'sendMessage', description }, 'refused in the plainest form too');
  return { status: 'failed', failure: outcome };
}

/** The message to edit is gone: the reader gets a new one. Inline messages cannot be sent anew. */
async function anew(courier: Courier, action: Extract<Action, { kind: 'edit' }>): Promise<Delivery> {
  if ('inlineMessageId' in action.target) return { status: 'done', messageId: null };
  const { place } = action.target;
  return attempt(courier, { kind: 'send', place, face: action.face, replyTo: null }, MAX_ATTEMPTS - 1);
}

async function tried(courier: Courier, call: Call): Promise<Delivery | Failure> {
  const startedMs = courier.clock.now();
  try {
    const result = await courier.telegram.call(call);
    courier.meter.call({ method: call.method, outcome: 'ok', ms: courier.clock.now() - startedMs });
    return { status: 'done', messageId: messageIdOf(result) };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { failure } = error;
    const outcome = failure.kind === 'refused' ? String(failure.code) : failure.kind;
    courier.meter.call({ method: call.method, outcome, ms: courier.clock.now() - startedMs });
    return failure;
  }
}

function messageIdOf(result: unknown): number | null {
  if (typeof result !== 'object' || result === null || !('message_id' in result)) return null;
  return typeof result.message_id === 'number' ? result.message_id : null;
}

function chatOf(action: Action): number | null {
  if (action.kind === 'send' || action.kind === 'typing') return action.place.chatId;
  return action.kind === 'edit' && 'place' in action.target ? action.target.place.chatId : null;
}

function readdressed(courier: Courier, action: Action): Action {
  const chatId = courier.moved.get(chatOf(action) ?? Number.NaN);
  if (chatId === undefined) return action;
  if (action.kind === 'send' || action.kind === 'typing') return { ...action, place: { ...action.place, chatId } };
  if (action.kind !== 'edit' || !('place' in action.target)) return action;
  return { ...action, target: { ...action.target, place: { ...action.target.place, chatId } } };
}
