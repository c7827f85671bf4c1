import type { SentGuestMessage } from '@grammyjs/types';
import { malformed } from '../errors.ts';
import { cacheAnswer } from '../inline.ts';
import { readResult } from '../inline-results.ts';
import type { InlineAnswer } from '../events.ts';
import { byteLength } from '../text.ts';
import { placement, shownInReply } from '../replies.ts';
import type { Handlers } from './context.ts';

/** Inline results are cached for five minutes when the bot does not say. */
const DEFAULT_CACHE_SECONDS = 300;

export const answerMethods: Handlers<'answerCallbackQuery' | 'answerInlineQuery' | 'answerGuestQuery'> = {
  answerCallbackQuery({ world, bot }, params) {
    const text = params.text ?? '';
    if (text.length > world.limits.callbackTextChars) throw malformed('MESSAGE_TOO_LONG');
    if (params.url !== undefined && !/^(https?:\/\/t\.me\/|tg:|https?:\/\/telegram\.me\/)/.test(params.url)) throw malformed('URL_INVALID');
    world.callbackQueries.close(params.callback_query_id, { bot, now: world.now(), ttlMs: world.limits.callbackQueryMs });
    world.journal.add({ kind: 'callback-answer', answer: { queryId: params.callback_query_id, text, showAlert: params.show_alert ?? false, url: params.url } });
    return true;
  },

  answerInlineQuery(context, params) {
    const { world, bot, note } = context;
    const { limits } = world;
    const ids = params.results.map(({ id }) => id);
    if (ids.length > limits.inlineResults) throw malformed('RESULTS_TOO_MUCH');
    if (new Set(ids).size !== ids.length) throw malformed('RESULT_ID_DUPLICATE');
    for (const result of params.results) readResult(result, limits, note);
    const nextOffset = params.next_offset ?? '';
    if (byteLength(nextOffset) > limits.nextOffsetBytes) throw malformed('NEXT_OFFSET_INVALID');
    checkButton(params.button);
    const query = world.inlineQueries.close(params.inline_query_id, { bot, now: world.now(), ttlMs: limits.inlineQueryMs });
    const answer: InlineAnswer = {
      queryId: params.inline_query_id,
      query: query.query,
      offset: query.offset,
      results: params.results,
      nextOffset,
      button: params.button,
      cacheSeconds: params.cache_time ?? DEFAULT_CACHE_SECONDS,
      isPersonal: params.is_personal ?? false,
      cached: false,
    };
    cacheAnswer(world, query, answer);
    world.journal.add({ kind: 'inline-answer', answer });
    return true;
  },

  answerGuestQuery({ world, bot, note }, params): SentGuestMessage {
    const { text, entities, keyboard, linkPreview } = readResult(params.result, world.limits, note);
    const { chat, message: asked, user } = world.guestQueries.close(params.guest_query_id, { bot, now: world.now(), ttlMs: world.limits.guestQueryMs });
    const inlineMessageId = `AgAAAGuest${world.nextId()}`;
    const message = world.post(
      chat,
      {
        from: bot.asUser,
        ...placement(chat, undefined, asked),
        reply_to_message: shownInReply(asked),
        guest_bot_caller_user: user,
        text,
        ...(entities.length === 0 ? {} : { entities }),
        ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
        ...(linkPreview === undefined ? {} : { link_preview_options: linkPreview }),
      } as never,
      { by: 'bot', userId: bot.user.id, inlineMessageId },
    );
    world.inlineMessages.set(inlineMessageId, { bot, chat, messageId: message.message_id });
    world.journal.add({ kind: 'guest-answer', queryId: params.guest_query_id, message });
    return { inline_message_id: inlineMessageId };
  },
};

function checkButton(button: { readonly text: string; readonly start_parameter?: string; readonly web_app?: unknown } | undefined): void {
  if (button === undefined) return;
  if (button.text === '') throw malformed('BUTTON_TEXT_EMPTY');
  if ((button.start_parameter === undefined) === (button.web_app === undefined))
    throw malformed('exactly one of web_app and start_parameter must be specified in the button');
  if (button.start_parameter !== undefined && !/^[\w-]{1,64}$/.test(button.start_parameter)) throw malformed('START_PARAM_INVALID');
}
