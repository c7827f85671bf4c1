import type { InlineKeyboardMarkup, InlineQueryResult, LinkPreviewOptions, MessageEntity } from '@grammyjs/types';
import { malformed } from './errors.ts';
import { checkMarkup } from './keyboard.ts';
import type { Limits } from './limits.ts';
import { byteLength, type FormattedText, formatText } from './text.ts';

/** What a chosen result leaves in the chat. */
export interface ResultContent extends FormattedText {
  readonly keyboard: InlineKeyboardMarkup | undefined;
  readonly linkPreview: LinkPreviewOptions | undefined;
}

interface TextContent {
  readonly message_text?: string;
  readonly parse_mode?: string;
  readonly entities?: MessageEntity[];
  readonly link_preview_options?: LinkPreviewOptions;
}

/** Checks one result and says what it would send. Only articles with text are known here. */
export function readResult(result: InlineQueryResult, limits: Limits, note: (text: string) => void): ResultContent {
  const size = byteLength(result.id);
  if (size < 1 || size > limits.inlineResultIdBytes) throw malformed('RESULT_ID_INVALID');
  if (result.type !== 'article') throw malformed(`the local Bot API server knows inline results of type article, not ${result.type}`);
  if (result.title.trim() === '') throw malformed('ARTICLE_TITLE_EMPTY');
  const content = result.input_message_content as TextContent;
  if (content.message_text === undefined) throw malformed('the local Bot API server knows inline results with a text message only');
  const formatted = formatText(
    { text: content.message_text, parseMode: content.parse_mode, entities: content.entities },
    { maxChars: limits.textChars, maxEntities: limits.entities, tooLong: 'MESSAGE_TOO_LONG', empty: 'message text is empty', note },
  );
  return { ...formatted, keyboard: checkMarkup(result.reply_markup, limits, note), linkPreview: content.link_preview_options };
}
