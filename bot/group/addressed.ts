import type { Mention, RepliedTo } from '../event.ts';
import type { Me } from '../read-update.ts';

/** A message as far as it matters who is meant by it. */
export interface Utterance {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly repliedTo: RepliedTo | null;
}

/** What the reader wants: a command with what follows it, or a question in plain words. */
export type Request = { readonly kind: 'command'; readonly name: string; readonly argument: string } | { readonly kind: 'question'; readonly text: string };

/** In a private chat everything is meant for the bot. */
export function privateRequest(message: Utterance, me: Me): Request | null {
  const command = commandOf(message);
  if (command === null) return { kind: 'question', text: withoutMe(message, me) };
  return command.bot === null || isMe(command.bot, me) ? request(command) : null;
}

/**
 * In a group the bot speaks only when spoken to: `/ask`, a command with its name behind it, a mention, a reply to
 * its own message. `/help` alone may be meant for any of the group's bots, so it is left alone.
 */
export function groupRequest(message: Utterance, me: Me): Request | null {
  const command = commandOf(message);
  if (command !== null) {
    const mine = command.bot === null ? command.name === 'ask' : isMe(command.bot, me);
    return mine ? request(command, message.repliedTo) : null;
  }
  if (message.mentions.some((mention) => meansMe(mention, message.text, me))) {
    const said = withoutMe(message, me);
    return { kind: 'question', text: said === '' ? (message.repliedTo?.text ?? '') : said };
  }
  return message.repliedTo?.fromBot === true ? { kind: 'question', text: message.text.trim() } : null;
}

/** A guest is always called by name; a bare call in a reply asks the message replied to. */
export function guestQuestion(message: Utterance, me: Me): string {
  const said = withoutMe(message, me);
  return said === '' ? (message.repliedTo?.text ?? '').trim() : said;
}

interface Command {
  readonly name: string;
  /** The name behind the `@`; null when there is none. */
  readonly bot: string | null;
  readonly argument: string;
}

function request(command: Command, repliedTo: RepliedTo | null = null): Request {
  const { name, argument } = command;
  const asksReply = name === 'ask' && argument === '' && repliedTo !== null && !repliedTo.fromBot;
  return { kind: 'command', name, argument: asksReply ? repliedTo.text.trim() : argument };
}

function commandOf({ text, mentions }: Utterance): Command | null {
  const first = mentions.find((mention) => mention.kind === 'command' && mention.offset === 0);
  if (first === undefined) return null;
  const [name = '', bot] = text.slice(1, first.length).split('@');
  return { name: name.toLowerCase(), bot: bot ?? null, argument: text.slice(first.length).trim() };
}

function meansMe(mention: Mention, text: string, me: Me): boolean {
  if (mention.kind === 'person') return mention.personId === me.id;
  const name = text.slice(mention.offset + 1, mention.offset + mention.length);
  return mention.kind === 'mention' && isMe(name, me);
}

function withoutMe({ text, mentions }: Utterance, me: Me): string {
  const mine = mentions.filter((mention) => meansMe(mention, text, me));
  const rest = mine.reduceRight((left, { offset, length }) => left.slice(0, offset) + left.slice(offset + length), text);
  return rest
    .replace(/^[\s,:;–—-]+/u, '')
    .replace(/[ \t]+/gu, ' ')
    .trim();
}

function isMe(name: string, me: Me): boolean {
  return name.toLowerCase() === me.username.toLowerCase();
}
