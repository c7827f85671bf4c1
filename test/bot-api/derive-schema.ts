/**
 * Derives `src/playground/bot-api/schema/schema.json`, the part of the Bot API's description that the local server checks parameters
 * against, from the whole machine-readable description (the `api.json` of
 * https://github.com/PaulSonOfLars/telegram-bot-api-spec, MIT, its licence lies beside the result).
 *
 *     npx tsx test/bot-api/derive-schema.ts path/to/api.json > src/playground/bot-api/schema/schema.json
 *
 * Run it when Telegram's API moves on or when a method joins `METHODS`. The result holds names and types
 * only: a parameter is `"Type"` or `"Type|Other"`, with `!` at the end where it is required; a union type is
 * the list of its members. Methods that the server does not know by heart stay as bare names, so that it
 * can tell "no such method" from "not built here".
 */
import { readFileSync } from 'node:fs';

interface Field {
  readonly name: string;
  readonly types: readonly string[];
  readonly required: boolean;
}
interface Entry {
  readonly fields?: readonly Field[];
  readonly subtypes?: readonly string[];
}
interface Spec {
  readonly version: string;
  readonly methods: Readonly<Record<string, Entry>>;
  readonly types: Readonly<Record<string, Entry>>;
}

const METHODS = [
  'getMe',
  'logOut',
  'close',
  'getUpdates',
  'setWebhook',
  'deleteWebhook',
  'getWebhookInfo',
  'sendMessage',
  'forwardMessage',
  'copyMessage',
  'sendDocument',
  'sendChatAction',
  'setMessageReaction',
  'editMessageText',
  'editMessageReplyMarkup',
  'editMessageCaption',
  'deleteMessage',
  'deleteMessages',
  'answerCallbackQuery',
  'answerInlineQuery',
  'answerGuestQuery',
  'setMyCommands',
  'getMyCommands',
  'deleteMyCommands',
  'setMyName',
  'getMyName',
  'setMyDescription',
  'getMyDescription',
  'setMyShortDescription',
  'getMyShortDescription',
  'setChatMenuButton',
  'getChatMenuButton',
  'getFile',
  'getChat',
  'getChatMember',
  'getChatMemberCount',
  'getChatAdministrators',
  'leaveChat',
];

/** Left unchecked inside: large, and of no use to a bot that sends text. */
const OPAQUE = new Set([
  'InputRichMessage',
  'RichText',
  'SuggestedPostParameters',
  'InputInvoiceMessageContent',
  'LabeledPrice',
  'InputVenueMessageContent',
  'InputContactMessageContent',
  'InputLocationMessageContent',
  'InputFile',
  'KeyboardButtonRequestUsers',
  'KeyboardButtonRequestChat',
  'KeyboardButtonRequestManagedBot',
  'CallbackGame',
  'InlineQueryResultPhoto',
  'InlineQueryResultGif',
  'InlineQueryResultMpeg4Gif',
  'InlineQueryResultVideo',
  'InlineQueryResultAudio',
  'InlineQueryResultVoice',
  'InlineQueryResultDocument',
  'InlineQueryResultLocation',
  'InlineQueryResultVenue',
  'InlineQueryResultContact',
  'InlineQueryResultGame',
  'InlineQueryResultCachedPhoto',
  'InlineQueryResultCachedGif',
  'InlineQueryResultCachedMpeg4Gif',
  'InlineQueryResultCachedSticker',
  'InlineQueryResultCachedDocument',
  'InlineQueryResultCachedVideo',
  'InlineQueryResultCachedVoice',
  'InlineQueryResultCachedAudio',
  'User',
]);

const PLAIN = new Set(['Integer', 'String', 'Boolean', 'Float', 'True']);

function shapeOf(entry: Entry): Record<string, string> {
  const fields = entry.fields ?? [];
  return Object.fromEntries(fields.map((field) => [field.name, field.types.join('|') + (field.required ? '!' : '')]));
}

function derive(spec: Spec): unknown {
  const methods: Record<string, Record<string, string>> = {};
  const types: Record<string, Record<string, string> | readonly string[]> = {};
  const pending: string[] = [];
  const reach = (entry: Entry): void => {
    for (const type of (entry.fields ?? []).flatMap((field) => field.types)) pending.push(type.replaceAll('Array of ', ''));
    pending.push(...(entry.subtypes ?? []));
  };
  for (const name of METHODS) {
    const entry = spec.methods[name];
    if (entry === undefined) throw new Error(`the description has no method ${name}`);
    methods[name] = shapeOf(entry);
    reach(entry);
  }
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    const entry = spec.types[type];
    if (PLAIN.has(type) || OPAQUE.has(type) || type in types || entry === undefined) continue;
    types[type] = entry.subtypes ?? shapeOf(entry);
    reach(entry);
  }
  const update = spec.types['Update']?.fields?.map((field) => field.name).filter((name) => name !== 'update_id');
  const others = Object.keys(spec.methods)
    .filter((name) => !METHODS.includes(name))
    .sort();
  const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    origin: `${spec.version}, derived from https://github.com/PaulSonOfLars/telegram-bot-api-spec (MIT, (c) 2020 Paul Larsen; see LICENSE)`,
    updates: update,
    methods,
    types: sorted,
    others,
  };
}

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: derive.ts path/to/api.json > schema.json');
process.stdout.write(`${JSON.stringify(derive(JSON.parse(readFileSync(path, 'utf8')) as Spec), null, 1)}\n`);
