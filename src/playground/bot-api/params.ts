import { malformed } from './errors.ts';
import { paramsOf, type Shape, shapeOf } from './schema.ts';

type Note = (text: string) => void;

/** How Telegram calls what it failed to parse. */
const SPOKEN: Readonly<Record<string, string>> = {
  InlineKeyboardMarkup: 'reply keyboard markup JSON object',
  ReplyKeyboardMarkup: 'reply keyboard markup JSON object',
  InlineKeyboardButton: 'inline keyboard button',
  KeyboardButton: 'keyboard button',
  MessageEntity: 'MessageEntity',
  ReplyParameters: 'reply parameters JSON object',
  LinkPreviewOptions: 'link preview options JSON object',
  InlineQueryResultArticle: 'inline query result',
  InputTextMessageContent: 'inline query result',
  BotCommand: 'bot commands',
};

/** What Telegram says when a required parameter is absent, where it has its own words for it. */
const MISSING: Readonly<Record<string, string>> = {
  text: 'message text is empty',
  chat_id: 'chat_id is empty',
  message_id: 'message identifier is not specified',
  file_id: 'file_id not specified',
  document: 'there is no document in the request',
  callback_query_id: 'query is too old and response timeout expired or query ID is invalid',
  inline_query_id: 'query is too old and response timeout expired or query ID is invalid',
};

/**
 * Brings a method's parameters to their declared types: numbers and objects arrive as text from forms, nested
 * objects arrive either way in JSON. Telegram ignores a parameter that it does not know; so does this, after
 * a note, because a bot that sends one is mistaken about what it does.
 */
export function readParams(
  method: string,
  given: { fields: Readonly<Record<string, unknown>>; files: ReadonlyMap<string, unknown> },
  note: Note,
): Record<string, unknown> {
  const shape = paramsOf(method);
  // A file may simply bear the name of its parameter; `method` comes with forms made for webhook responses.
  const uploads = [...given.files.keys()].filter((name) => Object.hasOwn(shape, name)).map((name) => [name, `attach://${name}`] as const);
  const raw: Record<string, unknown> = { ...(Object.fromEntries(uploads) as Record<string, string>), ...given.fields };
  delete raw['method'];
  const params: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const declared = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (declared === undefined) note(`${method} has no parameter "${name}"`);
    else if (value !== null && value !== undefined) params[name] = read(bare(declared), value, { path: name, spoken: name, note, outer: true });
  }
  for (const [name, declared] of Object.entries(shape)) {
    if (!declared.endsWith('!') || params[name] !== undefined) continue;
    throw malformed(MISSING[name] ?? `parameter "${name}" is required`);
  }
  return params;
}

interface Where {
  readonly path: string;
  readonly spoken: string;
  readonly note: Note;
  readonly outer?: boolean;
}

const bare = (declared: string): string => (declared.endsWith('!') ? declared.slice(0, -1) : declared);

function read(declared: string, value: unknown, where: Where): unknown {
  const alternatives = declared.split('|');
  if (typeof value === 'string' && !alternatives.includes('String') && !alternatives.includes('InputFile')) {
    return read(declared, parse(declared, value, where), { ...where, outer: false });
  }
  if (alternatives.length === 1) return readOne(declared, value, where);
  return readOne(choose(alternatives, value), value, where);
}

/** Text from a form, or a JSON text inside JSON, which Telegram takes as well. */
function parse(declared: string, text: string, where: Where): unknown {
  if (declared === 'Boolean') {
    const lower = text.toLowerCase();
    return lower === 'true' || lower === 'yes' || lower === '1'
      ? true
      : lower === 'false' || lower === 'no' || lower === '0' || lower === ''
        ? false
        : wrong(where, 'Boolean');
  }
  if (declared === 'Integer' || declared === 'Float') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : wrong(where, declared);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed(`can't parse ${SPOKEN[declared.split('|')[0] ?? ''] ?? `${where.spoken} JSON object`}`);
  }
}

/** A union is told apart by its `type` (or `source`), or by the field that only one of its members has. */
function choose(alternatives: readonly string[], value: unknown): string {
  if (typeof value === 'number') return alternatives.includes('Integer') ? 'Integer' : (alternatives[0] ?? '');
  if (typeof value === 'string') return alternatives.includes('String') ? 'String' : (alternatives[0] ?? '');
  if (!isRecord(value)) return alternatives[0] ?? '';
  const keys = Object.keys(value);
  const tag = typeof value['type'] === 'string' ? value['type'].replaceAll('_', '').toLowerCase() : undefined;
  const tagged = tag === undefined ? undefined : alternatives.filter((name) => name.toLowerCase().endsWith(tag)).sort((a, b) => a.length - b.length)[0];
  if (tagged !== undefined) return tagged;
  const score = (name: string): number => {
    const shape = shapeOf(name);
    if (shape === undefined || Array.isArray(shape)) return -1;
    const fields = shape as Shape;
    const lacking = Object.entries(fields).filter(([field, type]) => type.endsWith('!') && !keys.includes(field)).length;
    return keys.filter((key) => key in fields).length - 10 * lacking;
  };
  return [...alternatives].sort((a, b) => score(b) - score(a))[0] ?? '';
}

function readOne(type: string, value: unknown, where: Where): unknown {
  switch (type) {
    case 'String':
      if (typeof value === 'number' && where.outer === true) return String(value);
      return typeof value === 'string' ? value : wrong(where, 'String');
    case 'Integer':
      return Number.isSafeInteger(value) ? value : wrong(where, 'Integer');
    case 'Float':
      return typeof value === 'number' ? value : wrong(where, 'Float');
    case 'Boolean':
      return typeof value === 'boolean' ? value : wrong(where, 'Boolean');
    default:
      return type.startsWith('Array of ') ? readArray(type.slice(9), value, where) : readObject(type, value, where);
  }
}

function readArray(item: string, value: unknown, where: Where): unknown {
  if (!Array.isArray(value)) return wrong(where, 'Array');
  return value.map((element, index) => {
    // A keyboard row may name its buttons as bare strings.
    if (item === 'KeyboardButton' && typeof element === 'string') return { text: element };
    return readOne(item, element, { ...where, outer: false, path: `${where.path}[${index}]`, spoken: SPOKEN[item] ?? where.spoken });
  });
}

function readObject(type: string, value: unknown, where: Where): unknown {
  const shape = shapeOf(type);
  if (shape === undefined) return value;
  const here = { ...where, spoken: SPOKEN[type] ?? where.spoken };
  if (Array.isArray(shape)) return readOne(choose(shape as readonly string[], value), value, here);
  if (!isRecord(value)) return wrong(here, 'Object');
  const fields = shape as Shape;
  const result: Record<string, unknown> = {};
  for (const [name, held] of Object.entries(value)) {
    const declared = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (declared === undefined) here.note(`${type} has no field "${name}" (${here.path})`);
    else if (held !== null && held !== undefined) result[name] = read(bare(declared), held, { ...here, outer: false, path: `${here.path}.${name}` });
  }
  for (const [name, declared] of Object.entries(fields)) {
    if (declared.endsWith('!') && result[name] === undefined) throw malformed(`can't parse ${here.spoken}: Can't find field "${name}"`);
  }
  return result;
}

function wrong(where: Where, type: string): never {
  const field = where.path.split('.').at(-1) ?? where.path;
  throw malformed(`can't parse ${where.spoken}: Field "${field}" must be of type ${type}`);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
