import type { Face, Keyboard } from '../action.ts';
import { fit, type Block } from './fit.ts';
import { rich } from './rich.ts';

/** A message of plain words. */
export function textFace(text: string, keyboard: Keyboard = []): Face {
  return { content: fit([{ lead: rich(text) }]), keyboard };
}

export function blockFace(blocks: readonly Block[], keyboard: Keyboard = []): Face {
  return { content: fit(blocks), keyboard };
}
