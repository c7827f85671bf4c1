import { shortHash } from './hash.ts';
import type { Span } from './types.ts';

/** What a citation id says: which text of which document, where in it, and what must stand there. */
export interface CitationRef extends Span {
  /** Beginning of the hash of the document's file name. */
  readonly document: string;
  /** Beginning of the hash of the version's text. */
  readonly version: string;
  /** Beginning of the hash of the quote. */
  readonly checksum: string;
}

const DIGITS = { document: 8, version: 8, checksum: 6 } as const;
const FORM = /^([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-f]{6})$/;

/** The key of a document, the same on every machine. */
export function documentKey(file: string): string {
  return shortHash(file, DIGITS.document);
}

/**
 * An id of at most 40 characters of `A-Za-z0-9-` that names a quote by content: it can be checked months later and
 * on any machine that holds the document, and is not stored anywhere.
 */
export function citationId(file: string, textHash: string, span: Span, quote: string): string {
  const place = [span.start, span.end].map((offset) => offset.toString(36));
  return [documentKey(file), textHash.slice(0, DIGITS.version), ...place, shortHash(quote, DIGITS.checksum)].join('-');
}

/** The parts of an id; null when it is not one. */
export function parseCitationId(id: string): CitationRef | null {
  const parts = FORM.exec(id.trim());
  if (!parts) return null;
  const [, document, version, start, end, checksum] = parts as unknown as [string, string, string, string, string, string];
  return { document, version, start: parseInt(start, 36), end: parseInt(end, 36), checksum };
}

/** True when a quote is the one an id was made for. */
export function matchesChecksum(ref: CitationRef, quote: string): boolean {
  return shortHash(quote, DIGITS.checksum) === ref.checksum;
}
