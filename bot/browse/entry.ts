import type { Corpus, Passage } from '../../retrieval/mod.ts';
import type { Button, Keyboard } from '../action.ts';
import type { Block } from '../message/fit.ts';
import { joined, rich } from '../message/rich.ts';
import { firstSentence } from '../message/sentence.ts';
import { encodePress } from '../press.ts';
import { shortSourceLine, type Voice } from '../words/source-line.ts';

/** Longest sentence in a list, in UTF-16 units. */
const MAX_SENTENCE = 300;

/** A passage in a list: its first sentence, then file and date. */
export function entryBlock(passage: Passage, { label, voice }: { label: string; voice: Voice }): Block {
  const sentence = firstSentence(passage.text, MAX_SENTENCE);
  const close = rich(`\n${shortSourceLine(passage, voice)}`);
  return { open: rich(`${label} `), body: rich(sentence), close: joined([close]), rank: 1 };
}

/** A row of buttons that open the passages of a list, numbered as they stand there. */
export function openButtons(corpus: Corpus, passages: readonly Passage[], voice: Voice): Keyboard {
  const row: Button[] = passages.flatMap((passage, index) => {
    const citation = corpus.cite(passage.id);
    if (citation === null) return [];
    const label = voice.say('button-open', { n: index + 1 });
    return [{ label, press: encodePress({ kind: 'open', citationId: citation.id }) }];
  });
  return row.length === 0 ? [] : [row];
}
