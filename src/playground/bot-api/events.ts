import type { InlineQueryResult, InlineQueryResultsButton, Message, Update } from '@grammyjs/types';
import type { Chat } from './chat.ts';

/** One call of a method, with what was asked and what became of it. */
export interface Call {
  readonly method: string;
  readonly bot: string;
  /** Parameters brought to their types; as they came where that failed. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Milliseconds of the world's clock at arrival. */
  readonly at: number;
  /** The result, or the error as it was answered; a fault that hid an effect leaves the true result here. */
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly description: string; readonly blame: 'bot' | 'world' | 'fault' };
  /** Whether the world changed (a response that got lost afterwards changes nothing about it). */
  readonly tookEffect: boolean;
  readonly fault?: string;
}

export interface InlineAnswer {
  readonly queryId: string;
  readonly query: string;
  readonly offset: string;
  readonly results: readonly InlineQueryResult[];
  readonly nextOffset: string;
  readonly button: InlineQueryResultsButton | undefined;
  readonly cacheSeconds: number;
  readonly isPersonal: boolean;
  /** Answered from Telegram's cache: the bot was not asked. */
  readonly cached: boolean;
}

export interface CallbackAnswer {
  readonly queryId: string;
  readonly text: string;
  readonly showAlert: boolean;
  readonly url: string | undefined;
}

/** What happened, in order: tests wait on it, and a page can show it as it happens. */
export type WorldEvent =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'violation'; readonly method: string; readonly what: string }
  | { readonly kind: 'message'; readonly chat: Chat; readonly message: Message; readonly by: 'bot' | 'person' }
  | { readonly kind: 'edit'; readonly chat: Chat; readonly message: Message; readonly by: 'bot' | 'person' }
  | { readonly kind: 'delete'; readonly chat: Chat; readonly messageId: number }
  | { readonly kind: 'action'; readonly chat: Chat; readonly action: string; readonly topic: number | undefined }
  | { readonly kind: 'reaction'; readonly chat: Chat; readonly messageId: number; readonly reaction: readonly unknown[] }
  | { readonly kind: 'inline-answer'; readonly answer: InlineAnswer }
  | { readonly kind: 'callback-answer'; readonly answer: CallbackAnswer }
  | { readonly kind: 'guest-answer'; readonly queryId: string; readonly message: Message }
  | { readonly kind: 'update'; readonly bot: string; readonly update: Update; readonly kept: boolean }
  | { readonly kind: 'delivered'; readonly bot: string; readonly update: Update }
  | { readonly kind: 'confirmed'; readonly bot: string; readonly update: Update }
  /** The bot has taken all there is, and waits for more. */
  | { readonly kind: 'polling'; readonly bot: string };

/** An event in a line, for the message of a wait that failed. */
export function describe(event: WorldEvent): string {
  const cut = (value: unknown): string => JSON.stringify(value)?.slice(0, 160) ?? '';
  switch (event.kind) {
    case 'call':
      return `  ${event.call.method} ${cut(event.call.params)} -> ${event.call.fault ?? event.call.error?.description ?? 'ok'}`;
    case 'message':
    case 'edit':
      return `  ${event.kind} by ${event.by} in ${event.chat.id}: ${cut(event.message.text ?? event.message.caption ?? Object.keys(event.message).at(-1))}`;
    case 'update':
    case 'delivered':
    case 'confirmed':
      return `  ${event.kind} ${event.update.update_id} ${Object.keys(event.update)[1] ?? ''}`;
    case 'violation':
      return `  violation: ${event.method}: ${event.what}`;
    case 'delete':
    case 'action':
    case 'reaction':
    case 'inline-answer':
    case 'callback-answer':
    case 'guest-answer':
    case 'polling':
      return `  ${event.kind}`;
  }
}
