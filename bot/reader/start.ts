import type { Language } from '../../retrieval/mod.ts';
import type { Face } from '../action.ts';
import { voice, type Desk } from '../desk.ts';
import { blockFace } from '../message/face.ts';
import { rich } from '../message/rich.ts';
import { encodePress } from '../press.ts';
import type { Voice } from '../words/source-line.ts';
import { coverageLine } from './coverage.ts';

/** How many examples are offered, and from how many they are taken. */
const OFFERED = 4;
const WRITTEN = 6;

/** /start: a greeting, what the corpus covers, and questions that ask themselves when pressed. */
export async function greeting(desk: Desk, speaker: Voice): Promise<Face> {
  const { language, say } = speaker;
  const indexes = await answerable(desk, language);
  const keyboard = indexes.map((index) => {
    return [{ label: exampleText(desk, language, index), press: encodePress({ kind: 'example', language, index }) }];
  });
  const lines = [say('start-hello'), coverageLine(desk.corpus, speaker), ...(keyboard.length > 0 ? [say('start-try')] : [])];
  return blockFace(
    lines.map((line) => ({ lead: rich(line) })),
    keyboard,
  );
}

/** The words of an example; an index that no button has gives the first. */
export function exampleText(desk: Desk, language: Language, index: number): string {
  return voice(desk.words, language).say(`example-${index >= 1 && index <= WRITTEN ? index : 1}`);
}

/**
 * The first examples that this corpus has an answer to, so that none disappoints over other documents. The few
 * milliseconds it takes are not worth a cache that would have to follow the corpus.
 */
async function answerable(desk: Desk, language: Language): Promise<readonly number[]> {
  const indexes = Array.from({ length: WRITTEN }, (_, index) => index + 1);
  const now = new Date(desk.clock.now());
  const answers = await Promise.all(indexes.map((index) => desk.corpus.ask(exampleText(desk, language, index), { now, language })));
  const answered = indexes.filter((_, position) => answers[position]?.status === 'answered');
  const unsure = indexes.filter((_, position) => answers[position]?.status === 'unsure');
  return [...answered, ...unsure].slice(0, OFFERED);
}
