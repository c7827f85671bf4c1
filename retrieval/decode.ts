import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { InputError } from './errors.ts';

export interface Decoded {
  readonly text: string;
  /** The encoding that was found: `utf-8`, `utf-16le`, `utf-16be`, `windows-1251`, `koi8-r`, … */
  readonly encoding: string;
}

/** Single-byte encodings that member-state sites really used; others are not guessed. */
const LEGACY = ['windows-1251', 'koi8-r', 'iso-8859-5', 'windows-1252'] as const;

/** Share of control characters above which bytes are taken for a binary file. */
const MAX_CONTROL_SHARE = 0.01;

/**
 * Bytes of a text file as text. A byte order mark decides; else valid UTF-8 is UTF-8; else NULs in every second
 * byte mean UTF-16; else the most plausible legacy encoding is taken. The mark itself is not part of the text.
 *
 * @param name names the file in the error
 * @throws InputError when the bytes are not text
 */
export function decode(bytes: Uint8Array, name: string): Decoded {
  const decoded = byMark(bytes) ?? asUtf16(bytes) ?? asUtf8(bytes) ?? asLegacy(bytes);
  if (decoded === null || controlShare(decoded.text) > MAX_CONTROL_SHARE) {
    throw new InputError(`${name} is not a text file (binary bytes found); give a .txt or .md file in UTF-8, UTF-16, Windows-1251 or KOI8-R`);
  }
  return decoded;
}

function byMark(bytes: Uint8Array): Decoded | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: read(bytes.subarray(3), 'utf-8'), encoding: 'utf-8' };
  if (a === 0xff && b === 0xfe) return { text: read(bytes.subarray(2), 'utf-16le'), encoding: 'utf-16le' };
  if (a === 0xfe && b === 0xff) return { text: read(bytes.subarray(2), 'utf-16be'), encoding: 'utf-16be' };
  return null;
}

function asUtf8(bytes: Uint8Array): Decoded | null {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return null;
  }
}

/** UTF-16 without a mark: spaces, digits and line ends put a NUL in every second place of any script's text. */
function asUtf16(bytes: Uint8Array): Decoded | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const nuls = [0, 0];
  const sample = Math.min(bytes.length, 4096);
  for (let i = 0; i < sample; i++) if (bytes[i] === 0) nuls[i % 2]! += 1;
  const [even, odd] = nuls as [number, number];
  if (even + odd < sample / 40) return null;
  if (odd > even * 8) return { text: read(bytes, 'utf-16le'), encoding: 'utf-16le' };
  if (even > odd * 8) return { text: read(bytes, 'utf-16be'), encoding: 'utf-16be' };
  return null;
}

/**
 * chardet ranks the encodings; among the Cyrillic ones the plausibility of the letters decides, because its
 * confidence is unreliable on short texts.
 */
function asLegacy(bytes: Uint8Array): Decoded | null {
  const sample = bytes.subarray(0, 65_536);
  const candidates = LEGACY.map((encoding) => {
    const confidence = analyse(sample).find((match) => match.name.toLowerCase() === encoding)?.confidence ?? 0;
    return { encoding, score: plausibility(read(sample, encoding)) + confidence / 1000 };
  });
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score <= 0 ? null : { text: read(bytes, best.encoding), encoding: best.encoding };
}

/**
 * How much a text looks like Russian-script or Latin prose, about -1 to 1: lower-case letters and the commonest
 * vowels speak for it; a capital after a small letter (the mark of KOI8-R read as Windows-1251) and symbols against.
 */
function plausibility(text: string): number {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const letters = count(/[\p{L}]/gu);
  if (letters === 0) return 0;
  const common = count(/[оеаинтa-z]/gu);
  const odd = count(/\p{Ll}\p{Lu}/gu) + count(/[\u0080-\u009f\u00a1-\u00bf\u2500-\u25ff]/gu) + count(/[À-ÿ]{2}/gu);
  return (common - 2 * odd) / letters;
}

function controlShare(text: string): number {
  const controls = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  return text.length === 0 ? 0 : controls / text.length;
}

function read(bytes: Uint8Array, encoding: string): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding, { stripBOM: false });
}
