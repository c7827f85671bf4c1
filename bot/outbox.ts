import type { Action } from './action.ts';
import { deliver, type Courier, type Delivery } from './delivery.ts';
import { createLanes, DROPPED } from './lanes.ts';

export interface Outbox {
  /** Messages of one chat leave in the order of these calls; the rest does not wait for them. */
  perform(action: Action): Promise<Delivery>;
  /** Actions waiting or being performed. */
  size(): number;
  idle(): Promise<void>;
}

/** Sends politely: in order within a chat, chats side by side; a chat that is gone loses its queue. */
export function createOutbox(options: Omit<Courier, 'moved'>): Outbox {
  const lanes = createLanes<number | string>();
  const onGone = (chatId: number): void => {
    lanes.clear(chatId);
    options.onGone(chatId);
  };
  const courier = { ...options, onGone, moved: new Map<number, number>() };
  return {
    async perform(action) {
      const key = laneOf(action);
      if (key === null) return deliver(courier, action);
      const delivery = await lanes.run(key, () => deliver(courier, action));
      return delivery === DROPPED ? { status: 'dropped' } : delivery;
    },
    size: () => lanes.size(),
    idle: () => lanes.idle(),
  };
}

/** Messages keep their order; answers to presses and inline queries are of no use if they wait. */
function laneOf(action: Action): number | string | null {
  if (action.kind === 'send') return action.place.chatId;
  if (action.kind !== 'edit') return null;
  return 'inlineMessageId' in action.target ? action.target.inlineMessageId : action.target.place.chatId;
}
