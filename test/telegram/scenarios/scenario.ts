import type { Message } from '@grammyjs/types';
import type { Stage } from '../stage.ts';

/** Something people do and the bot answers, the same for every framework and transport. */
export interface Scenario {
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
}

export function scenario(name: string, play: Scenario['play']): Scenario {
  return { name, play };
}

/** The labels of a message's buttons, row by row. */
export function labels(message: Message): string[][] {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return rows.map((row) => row.map((button) => button.text));
}

/** The words that an entity of a kind covers. */
export function wordsIn(message: Message, type: string): string[] {
  const text = message.text ?? '';
  const entities = (message.entities ?? []).filter((entity) => entity.type === type);
  return entities.map(({ offset, length }) => text.slice(offset, offset + length));
}

export function links(message: Message): string[] {
  return (message.entities ?? []).flatMap((entity) => (entity.type === 'text_link' ? [entity.url] : []));
}
