import type { MessageEntity } from '@grammyjs/types';
import { malformed } from './errors.ts';

const TAGS: Readonly<Record<string, MessageEntity['type']>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface Open {
  readonly tag: string;
  readonly offset: number;
  readonly attributes: string;
}

/** `parse_mode: "HTML"`, the tags of Telegram's documentation; anything else is an error, as it is there. */
export function parseHtml(html: string): { text: string; entities: MessageEntity[] } {
  const open: Open[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  for (const [token, closing, name, attributes] of html.matchAll(/<(\/?)([a-z-]+)([^<>]*)>|&(?:#\d+|#x[\da-f]+|\w+);|[^<&]+|[<&]/giu)) {
    if (name === undefined || closing === undefined) {
      text += plain(token, text);
      continue;
    }
    const tag = name.toLowerCase();
    if (TAGS[tag] === undefined) throw cannot(`Unsupported start tag "${tag}" at byte offset ${Buffer.byteLength(text)}`);
    if (closing === '') {
      open.push({ tag, offset: text.length, attributes: attributes ?? '' });
      continue;
    }
    const start = open.pop();
    if (start === undefined || start.tag !== tag)
      throw cannot(`Unmatched end tag at byte offset ${Buffer.byteLength(text)}, expected "</${start?.tag ?? ''}>", found "</${tag}>"`);
    const entity = toEntity(start, text.length);
    if (entity !== undefined) entities.push(entity);
  }
  const left = open.at(-1);
  if (left !== undefined) throw cannot(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities };
}

const cannot = (why: string): Error => malformed(`can't parse entities: ${why}`);

function plain(token: string, before: string): string {
  if (token === '<') throw cannot(`Unsupported start tag "" at byte offset ${Buffer.byteLength(before)}`);
  if (!token.startsWith('&') || token === '&') return token;
  const body = token.slice(1, -1);
  if (body.startsWith('#')) {
    const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : token;
  }
  return NAMED[body] ?? token;
}

function toEntity({ tag, offset, attributes }: Open, end: number): MessageEntity | undefined {
  const length = end - offset;
  if (length === 0) return undefined;
  if (tag === 'a') {
    const url = /href\s*=\s*"([^"]*)"|href\s*=\s*'([^']*)'/i.exec(attributes);
    const target = url?.[1] ?? url?.[2];
    return target === undefined ? undefined : { type: 'text_link', offset, length, url: target.replaceAll('&amp;', '&') };
  }
  if (tag === 'blockquote' && /\bexpandable\b/i.test(attributes)) return { type: 'expandable_blockquote', offset, length };
  return { type: TAGS[tag], offset, length } as MessageEntity;
}
