import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The first characters of a SHA-256, for ids and keys; 32 hex digits are beyond collision in any corpus. */
export function shortHash(data: string | Uint8Array, digits: number): string {
  return sha256(data).slice(0, digits);
}
