import type { WebhookInfo } from '@grammyjs/types';
import { conflict, malformed } from '../errors.ts';
import { UPDATE_TYPES } from '../schema.ts';
import type { Handlers, MethodContext } from './context.ts';

export const updateMethods: Handlers<'getMe' | 'logOut' | 'close' | 'getUpdates' | 'setWebhook' | 'deleteWebhook' | 'getWebhookInfo'> = {
  getMe: ({ bot }) => bot.user,

  logOut: ({ bot }) => {
    bot.loggedOut = true;
    return true;
  },

  close: () => true,

  async getUpdates(context, params) {
    const { world, bot, signal } = context;
    if (bot.webhook !== undefined) throw conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
    allow(context, params.allowed_updates);
    const limit = clamp(context, 'limit', params.limit ?? 100, [1, 100]);
    const timeoutMs = Math.min(1000 * clamp(context, 'timeout', params.timeout ?? 0, [0, 3600]), world.limits.longPollMs);
    const updates = await bot.poll.next({
      offset: params.offset ?? 0,
      limit,
      timeoutMs,
      signal,
      onWait: () => world.journal.add({ kind: 'polling', bot: bot.user.username }),
      onConfirmed(confirmed) {
        for (const update of confirmed) {
          world.journal.add({ kind: 'confirmed', bot: bot.user.username, update });
          if (context.comesAgain()) bot.queue.repeat(update);
        }
      },
    });
    if (!signal.aborted) for (const update of updates) world.journal.add({ kind: 'delivered', bot: bot.user.username, update });
    return updates;
  },

  setWebhook(context, params) {
    const { bot } = context;
    const secretToken = params.secret_token ?? '';
    if (params.url !== '' && !/^https?:\/\/[^/\s]+/.test(params.url)) throw malformed('invalid webhook URL specified');
    if (secretToken.length > 256) throw malformed('secret token is too long');
    if (!/^[\w-]*$/.test(secretToken)) throw malformed('secret token contains unallowed characters');
    if (params.drop_pending_updates === true) bot.queue.clear();
    allow(context, params.allowed_updates);
    if (params.url !== '') bot.poll.abort(conflict('terminated by setWebhook request'));
    const maxConnections = clamp(context, 'max_connections', params.max_connections ?? 40, [1, 100]);
    bot.webhook = params.url === '' ? undefined : { url: params.url, secretToken, maxConnections, ipAddress: params.ip_address };
    bot.onWebhookChange();
    return true;
  },

  deleteWebhook({ bot }, params) {
    if (params.drop_pending_updates === true) bot.queue.clear();
    bot.webhook = undefined;
    bot.onWebhookChange();
    return true;
  },

  getWebhookInfo({ bot }): WebhookInfo {
    const { webhook } = bot;
    const allowed = bot.queue.allowed;
    return {
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: bot.queue.size,
      ...(webhook === undefined ? {} : { max_connections: webhook.maxConnections, ip_address: webhook.ipAddress ?? '127.0.0.1' }),
      ...(webhook?.lastError === undefined ? {} : { last_error_date: webhook.lastError.at, last_error_message: webhook.lastError.message }),
      ...(allowed === undefined ? {} : { allowed_updates: allowed }),
    } as WebhookInfo;
  },
};

function allow({ bot, note }: MethodContext, types: readonly string[] | undefined): void {
  for (const type of types ?? []) if (!UPDATE_TYPES.includes(type)) note(`there are no updates of type "${type}"`);
  bot.queue.allow(types);
}

/** Telegram brings a number into its range without a word. */
function clamp({ note }: MethodContext, name: string, value: number, [min, max]: readonly [number, number]): number {
  if (value < min || value > max) note(`${name} ${value} is not within ${min}-${max}`);
  return Math.min(Math.max(value, min), max);
}
