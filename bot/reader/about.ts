import type { Face } from '../action.ts';
import type { Desk } from '../desk.ts';
import { blockFace } from '../message/face.ts';
import { marked, rich } from '../message/rich.ts';
import type { Voice } from '../words/source-line.ts';
import { PRIVATE_COMMANDS } from './commands.ts';
import { coverageLine } from './coverage.ts';

/** /about: the corpus, the model, what is kept about the reader and how to erase it. */
export function about(desk: Desk, voice: Voice): Face {
  const { model, version } = desk.corpus.coverage();
  const { say } = voice;
  const facts = [coverageLine(desk.corpus, voice), say('about-model', { model }), say('about-version', { version })].join('\n');
  return blockFace([say('about-what'), facts, say('about-privacy')].map((line) => ({ lead: rich(line) })));
}

/** /help: how to ask, the commands, how it works in groups and inline. */
export function help({ me }: Desk, { say }: Voice): Face {
  const commands = PRIVATE_COMMANDS.map((name) => `/${name} — ${say(`command-${name}`)}`).join('\n');
  return blockFace([
    { lead: rich(say('help-private')) },
    { lead: marked(say('help-commands'), 'bold'), body: rich(commands) },
    { lead: rich(say('help-groups', { bot: `@${me.username}` })) },
  ]);
}
