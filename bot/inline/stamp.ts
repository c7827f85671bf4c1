/** Telegram's bound on the id of a card, in bytes. */
const MAX_CARD_ID = 64;
const STAMP_LENGTH = 4;

/** Four characters for a version of the corpus: enough to see that a cached card is of another one. */
export function stampOf(version: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < version.length; index += 1) {
    hash = Math.imul(hash ^ version.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(STAMP_LENGTH, '0').slice(-STAMP_LENGTH);
}

/** The id of a card: the corpus' version and what it cites. */
export function cardId(stamp: string, citationId: string): string {
  return `${stamp}${citationId}`.slice(0, MAX_CARD_ID);
}

export function readCardId(id: string): { stamp: string; citationId: string } {
  return { stamp: id.slice(0, STAMP_LENGTH), citationId: id.slice(STAMP_LENGTH) };
}

/** Where the next page of cards begins, and in which version of the corpus. */
export function encodeOffset(stamp: string, offset: number): string {
  return `${stamp}.${offset}`;
}

/** Null when it is not of this version: the pages of two versions do not fit together. */
export function decodeOffset(text: string, stamp: string): number | null {
  if (text === '') return 0;
  const [, of, offset] = /^([0-9a-z]{4})\.(\d{1,4})$/u.exec(text) ?? [];
  return of === stamp ? Number(offset) : null;
}
