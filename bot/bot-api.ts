/** The Bot API's own types, as grammY publishes them: the only file that names the package. Nothing of it runs. */
export type {
  ApiMethods,
  BotCommand,
  Chat,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  InlineQueryResultArticle,
  Message,
  MessageEntity,
  Opts,
  Update,
  User,
} from '@grammyjs/types';
