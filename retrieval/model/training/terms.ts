/** Reads lines `language TAB text` and writes the stems of each text on a line: the pipeline's way to the search's terms. */
import { createInterface } from 'node:readline';
import { stem, words } from '../../terms.ts';
import type { Language } from '../../types.ts';

for await (const line of createInterface({ input: process.stdin })) {
  const [language, text = ''] = line.split('\t');
  const stems = words(text).map(({ word }) => stem(word, language as Language));
  process.stdout.write(`${stems.join(' ')}\n`);
}
