import type { MessageEntity } from '@grammyjs/types';
import { malformed } from './errors.ts';

/** Those that a bot may set; the others (mention, url, ...) Telegram finds by itself and ignores when given. */
const SETTABLE = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
]);
const FOUND = new Set(['mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number', 'bank_card_number']);
const VERBATIM = new Set(['code', 'pre']);
const QUOTES = new Set(['blockquote', 'expandable_blockquote']);

/** Offsets are UTF-16 units; an edge that falls between the halves of a surrogate pair is an error. */
const splitsPair = (text: string, at: number): boolean =>
  at > 0 && at < text.length && /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));

/** Refuses what Telegram refuses; drops what it drops. */
export function checkEntities(text: string, given: readonly MessageEntity[], note: (text: string) => void): MessageEntity[] {
  const kept: MessageEntity[] = [];
  for (const entity of given) {
    if (!SETTABLE.has(entity.type) && !FOUND.has(entity.type)) throw malformed("can't parse MessageEntity: Unsupported type specified");
    const { offset, length } = entity;
    const end = offset + length;
    if (offset < 0 || offset > 1_000_000) throw malformed(`receive an entity with incorrect offset ${offset}`);
    if (length < 0 || length > 1_000_000) throw malformed(`receive an entity with incorrect length ${length}`);
    if (splitsPair(text, offset)) throw malformed(`entity begins in a middle of a UTF-16 symbol at byte offset ${byteOffset(text, offset)}`);
    if (end > text.length) throw malformed(`entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`);
    if (splitsPair(text, end))
      throw malformed(`entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${byteOffset(text, end)}`);
    const deadLink = entity.type === 'text_link' && !/^(https?|tg|ton):\/\/\S+|^[\w-]+(\.[\w-]+)+/.test(entity.url);
    if (deadLink) note(`a link that leads nowhere is dropped: ${JSON.stringify(entity)}`);
    if (length === 0) note(`an entity of length 0 is dropped: ${JSON.stringify(entity)}`);
    if (length > 0 && !deadLink && SETTABLE.has(entity.type)) kept.push(entity);
  }
  return inOrder(kept);
}

const byteOffset = (text: string, at: number): number => Buffer.byteLength(text.slice(0, at));

const inOrder = <E extends MessageEntity>(entities: readonly E[]): E[] => [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);

/** What Telegram mends without a word (so that the reader sees something else than was meant): worth a note. */
export function nestingFaults(entities: readonly MessageEntity[]): string[] {
  const faults: string[] = [];
  const sorted = inOrder(entities);
  for (const [index, outer] of sorted.entries()) {
    for (const inner of sorted.slice(index + 1)) {
      const outerEnd = outer.offset + outer.length;
      if (inner.offset >= outerEnd) break;
      if (inner.offset + inner.length > outerEnd) faults.push(`${outer.type} and ${inner.type} overlap at ${inner.offset}`);
      else if (QUOTES.has(outer.type) && QUOTES.has(inner.type)) faults.push(`a quote block inside a quote block at ${inner.offset}`);
      else if (VERBATIM.has(outer.type) || (VERBATIM.has(inner.type) && !QUOTES.has(outer.type)))
        faults.push(`${inner.type} cannot be combined with ${outer.type} at ${inner.offset}`);
    }
  }
  return faults;
}

const PATTERNS: readonly (readonly [MessageEntity['type'], RegExp])[] = [
  ['url', /\b(?:https?|tg):\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/giu],
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/gu],
  ['mention', /(?<![\w@./])@[a-z]\w{2,31}\b/giu],
  ['bot_command', /(?<![\w/<>@.:])\/\w{1,64}(?:@\w{3,32})?(?![\w/])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#&])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu],
];

/** Finds mentions, commands, links and hashtags, as Telegram does in whatever anybody sends. */
export function findEntities(text: string, given: readonly MessageEntity[]): MessageEntity[] {
  const all: MessageEntity[] = [...given];
  const opaque = given.filter((entity) => VERBATIM.has(entity.type) || entity.type === 'text_link' || entity.type === 'text_mention');
  const taken: { offset: number; length: number }[] = [...opaque];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const found = { offset: match.index, length: match[0].length };
      if (taken.some((other) => found.offset < other.offset + other.length && other.offset < found.offset + found.length)) continue;
      taken.push(found);
      all.push({ type, ...found } as MessageEntity);
    }
  }
  return inOrder(all);
}
