import { describe, it } from 'vitest';
import { conversation } from './scenarios/conversation.ts';
import { groups } from './scenarios/groups.ts';
import { inline } from './scenarios/inline.ts';
import { privateChat } from './scenarios/private.ts';
import { trouble } from './scenarios/trouble.ts';
import { onStage, type Staging } from './stage.ts';

const ACTS = { 'private chat': privateChat, conversation, groups, inline, trouble };

/** What every framework and transport is held to. */
export function contract(staging: Staging): void {
  for (const [act, scenarios] of Object.entries(ACTS)) {
    describe(`${act}, ${staging.framework} by ${staging.transport}`, () => {
      for (const { name, play } of scenarios) it(name, () => onStage(staging, play));
    });
  }
}
