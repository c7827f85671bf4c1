import type { BotCommand, UserFromGetMe } from '@grammyjs/types';
import type { Limits } from './limits.ts';
import { LongPoll } from './long-poll.ts';
import { UpdateQueue } from './update-queue.ts';

export interface WebhookSetup {
  readonly url: string;
  readonly secretToken: string;
  readonly maxConnections: number;
  readonly ipAddress: string | undefined;
  lastError?: { readonly at: number; readonly message: string };
}

export interface BotSetup {
  readonly token?: string;
  readonly id?: number;
  readonly username?: string;
  readonly first_name?: string;
  /** Privacy mode off: the bot reads everything in its groups. Default: on. */
  readonly readsAllGroupMessages?: boolean;
  readonly inline?: boolean;
  readonly guest?: boolean;
  /** Whether `chosen_inline_result` updates are sent (BotFather's inline feedback). */
  readonly inlineFeedback?: boolean;
  /** Whether private chats have topics. */
  readonly topics?: boolean;
  readonly canJoinGroups?: boolean;
}

/** A bot as Telegram knows it: who it is, its updates, and what it has said about itself. */
export class BotAccount {
  readonly token: string;
  readonly user: UserFromGetMe;
  readonly queue: UpdateQueue;
  readonly poll: LongPoll;
  readonly inlineFeedback: boolean;
  /** Command lists by scope and language; names and descriptions by kind and language. */
  readonly commands = new Map<string, BotCommand[]>();
  readonly profile = new Map<string, string>();
  readonly menuButtons = new Map<number, unknown>();
  webhook: WebhookSetup | undefined;
  loggedOut = false;
  /** Set by whoever delivers to webhooks. */
  onWebhookChange: () => void = () => undefined;

  constructor(setup: BotSetup, limits: Limits, now: () => number) {
    const id = setup.id ?? 7_000_000_001;
    this.token = setup.token ?? `${id}:local-bot-api-server-token-of-no-worth`;
    this.inlineFeedback = setup.inlineFeedback ?? true;
    this.queue = new UpdateQueue(limits, now, 100_000_001);
    this.poll = new LongPoll(this.queue);
    this.user = {
      id,
      is_bot: true,
      first_name: setup.first_name ?? 'Local bot',
      username: setup.username ?? 'local_test_bot',
      can_join_groups: setup.canJoinGroups ?? true,
      can_read_all_group_messages: setup.readsAllGroupMessages ?? false,
      can_manage_bots: false,
      supports_guest_queries: setup.guest ?? true,
      supports_inline_queries: setup.inline ?? true,
      supports_join_request_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: setup.topics ?? false,
      allows_users_to_create_topics: setup.topics ?? false,
    };
  }

  /** As `from` and `via_bot` show it. */
  get asUser(): { id: number; is_bot: true; first_name: string; username: string } {
    const { id, first_name, username } = this.user;
    return { id, is_bot: true, first_name, username };
  }
}
