/** Telegram's limits, and the times after which it stops waiting. Times are compared with the world's clock. */
export interface Limits {
  readonly textChars: number;
  readonly captionChars: number;
  readonly quoteChars: number;
  readonly entities: number;
  readonly callbackDataBytes: number;
  readonly callbackTextChars: number;
  readonly copyTextChars: number;
  readonly keyboardButtons: number;
  readonly inlineQueryChars: number;
  readonly inlineResults: number;
  readonly inlineResultIdBytes: number;
  readonly nextOffsetBytes: number;
  readonly commands: number;
  readonly downloadBytes: number;
  readonly uploadBytes: number;
  /** How long an inline query, a pressed button or a guest query waits for its answer. */
  readonly inlineQueryMs: number;
  readonly callbackQueryMs: number;
  readonly guestQueryMs: number;
  /** How long an undelivered update is kept, by type; others are kept for a day. */
  readonly updateMs: Readonly<Record<string, number>>;
  readonly otherUpdateMs: number;
  /** Longest long poll, whatever the bot asks for. */
  readonly longPollMs: number;
  /** First pause before a webhook update is sent again for the second time; it doubles up to the maximum. */
  readonly webhookRetryMs: number;
  readonly webhookMaxRetryMs: number;
  readonly webhookTimeoutMs: number;
}

export const TELEGRAM_LIMITS: Limits = {
  textChars: 4096,
  captionChars: 1024,
  quoteChars: 1024,
  entities: 100,
  callbackDataBytes: 64,
  callbackTextChars: 200,
  copyTextChars: 256,
  keyboardButtons: 100,
  inlineQueryChars: 256,
  inlineResults: 50,
  inlineResultIdBytes: 64,
  nextOffsetBytes: 64,
  commands: 100,
  downloadBytes: 20 * 1024 * 1024,
  uploadBytes: 50 * 1024 * 1024,
  inlineQueryMs: 30_000,
  callbackQueryMs: 60_000,
  guestQueryMs: 60_000,
  updateMs: { inline_query: 30_000, chosen_inline_result: 600_000, callback_query: 150_000 },
  otherUpdateMs: 86_400_000,
  longPollMs: 50_000,
  webhookRetryMs: 1_000,
  webhookMaxRetryMs: 60_000,
  webhookTimeoutMs: 60_000,
};
