import type { Message, User } from '@grammyjs/types';
import type { BotAccount } from './bot-account.ts';
import type { Chat } from './chat.ts';
import type { InlineAnswer } from './events.ts';
import type { WaitOptions } from './journal.ts';
import { readResult } from './inline-results.ts';
import { postAs, type SayOptions } from './saying.ts';
import type { World } from './world.ts';

export interface InlineQuestion {
  readonly queryId: string;
  readonly answered: (options?: WaitOptions) => Promise<InlineAnswer>;
}

interface Asked {
  readonly user: User;
  readonly query: string;
  readonly offset?: string;
  readonly in?: Chat;
  readonly bot?: BotAccount;
}

/** Asks the bot, unless Telegram still has an answer: for everybody, or for this person where it is personal. */
export function askInline(world: World, asked: Asked): InlineQuestion {
  const bot = asked.bot ?? world.theBot();
  if (bot.user.supports_inline_queries !== true) throw new Error('the bot has inline mode switched off');
  const query = asked.query.slice(0, world.limits.inlineQueryChars);
  const offset = asked.offset ?? '';
  const queryId = `${5_000_000_000 + world.nextId()}`;
  const known = findCached(world, { bot, user: asked.user, query, offset });
  if (known !== undefined) return { queryId, answered: () => Promise.resolve({ ...known, queryId, cached: true }) };
  const position = world.journal.position;
  world.inlineQueries.add(queryId, { bot, user: asked.user, askedAt: world.now(), query, offset });
  world.deliver(bot, { inline_query: { id: queryId, from: asked.user, query, offset, chat_type: chatType(asked) } } as never, `inline ${asked.user.id}`);
  const answered = async (options: WaitOptions = {}): Promise<InlineAnswer> => {
    const { value } = await world.journal.until((event) => (event.kind === 'inline-answer' && event.answer.queryId === queryId ? event.answer : undefined), {
      after: position,
      what: `results for the inline query "${query}"`,
      ...options,
    });
    return value;
  };
  return { queryId, answered };
}

function chatType({ in: chat, user }: Asked): string {
  if (chat === undefined) return 'sender';
  if (chat.type !== 'private') return chat.type;
  return chat.id === user.id ? 'sender' : 'private';
}

interface CacheKey {
  readonly bot: BotAccount;
  readonly user: User;
  readonly query: string;
  readonly offset: string;
}

const keyOf = ({ bot, query, offset }: CacheKey, owner: number | 'all'): string => JSON.stringify([bot.user.id, owner, query, offset]);

function findCached(world: World, key: CacheKey): InlineAnswer | undefined {
  for (const owner of [key.user.id, 'all'] as const) {
    const held = world.inlineCache.get(keyOf(key, owner));
    if (held !== undefined && held.until > world.now()) return held.answer;
  }
  return undefined;
}

/** Keeps an answer as long as the bot allows: shared by all who ask the same, unless it is personal. */
export function cacheAnswer(world: World, key: CacheKey, answer: InlineAnswer): void {
  if (answer.cacheSeconds <= 0) return;
  const held = { answer, until: world.now() + answer.cacheSeconds * 1000 };
  world.inlineCache.set(keyOf(key, answer.isPersonal ? key.user.id : 'all'), held);
  if (world.inlineCache.size > 10_000) world.inlineCache.clear();
}

/** Sends a result into a chat. Only one with buttons stays within the bot's reach, as an inline message. */
export function chooseResult(world: World, choice: { user: User; answer: InlineAnswer; which: number | string }, options: SayOptions): Message {
  const { user, answer, which } = choice;
  const bot = options.bot ?? world.theBot();
  const result = typeof which === 'number' ? answer.results[which] : answer.results.find(({ id }) => id === which);
  if (result === undefined) throw new Error(`no inline result ${which} among ${answer.results.length}`);
  const { text, entities, keyboard, linkPreview } = readResult(result, world.limits, () => undefined);
  const inlineMessageId = keyboard === undefined ? undefined : `AgAAAInline${world.nextId()}`;
  const content = {
    text,
    via_bot: bot.asUser,
    ...(entities.length === 0 ? {} : { entities }),
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
    ...(linkPreview === undefined ? {} : { link_preview_options: linkPreview }),
  };
  const message = postAs(world, user, content, { ...options, ...(inlineMessageId === undefined ? {} : { inlineMessageId }) });
  const chat = options.in ?? world.places.privateChat(bot, user);
  if (inlineMessageId !== undefined) world.inlineMessages.set(inlineMessageId, { bot, chat, messageId: message.message_id });
  if (!bot.inlineFeedback) return message;
  const reach = inlineMessageId === undefined ? {} : { inline_message_id: inlineMessageId };
  world.deliver(bot, { chosen_inline_result: { result_id: result.id, from: user, query: answer.query, ...reach } }, `chosen ${user.id}`);
  return message;
}
