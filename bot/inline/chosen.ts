import type { Action } from '../action.ts';
import { voiceFor, type Desk } from '../desk.ts';
import type { ChosenEvent } from '../event.ts';
import { restoredCard } from './card.ts';
import { readCardId, stampOf } from './stamp.ts';

/** A card from Telegram's cache may be of an older corpus: when its quote no longer stands, the message says so. */
export function reviseChosen(desk: Desk, { person, cardId, inlineMessageId }: ChosenEvent): Action[] {
  const { stamp, citationId } = readCardId(cardId);
  if (inlineMessageId === null || stamp === stampOf(desk.corpus.coverage().version)) return [];
  if (desk.corpus.verify(citationId).status === 'match') return [];
  const face = restoredCard(desk, citationId, voiceFor(desk, person));
  return face === null ? [] : [{ kind: 'edit', target: { inlineMessageId }, face }];
}
