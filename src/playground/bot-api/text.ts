import type { MessageEntity } from '@grammyjs/types';
import { checkEntities, findEntities, nestingFaults } from './entities.ts';
import { malformed } from './errors.ts';
import { parseHtml } from './html.ts';

export interface FormattedText {
  readonly text: string;
  readonly entities: MessageEntity[];
}

export interface TextRequest {
  readonly text: string;
  readonly parseMode?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
}

export interface TextRules {
  readonly maxChars: number;
  readonly maxEntities: number;
  /** What is said of a text that is too long, or of one with nothing to see in it (undefined: allowed). */
  readonly tooLong: string;
  readonly empty?: string;
  readonly note: (text: string) => void;
}

/** The text as readers get it: parsed, cleaned, trimmed, measured, its entities checked and moved along. */
export function formatText(request: TextRequest, rules: TextRules): FormattedText {
  const parsed = parse(request);
  const given = checkEntities(parsed.text, parsed.entities, rules.note);
  for (const fault of nestingFaults(given)) rules.note(fault);
  if (given.length > rules.maxEntities) rules.note(`${given.length} entities: Telegram shows the first ${rules.maxEntities}`);
  const cleaned = clean({ text: parsed.text, entities: given });
  if (rules.empty !== undefined && isBlank(cleaned.text)) throw malformed(rules.empty);
  if (cleaned.text.length > rules.maxChars) throw malformed(rules.tooLong);
  return { text: cleaned.text, entities: findEntities(cleaned.text, cleaned.entities).slice(0, rules.maxEntities) };
}

function parse({ text, parseMode, entities }: TextRequest): FormattedText {
  const mode = parseMode?.toLowerCase() ?? '';
  if (mode === '' || mode === 'none') return { text, entities: [...(entities ?? [])] };
  if (mode === 'html') return parseHtml(text);
  // Telegram parses Markdown too. A bot that sends it has to escape, which is what `entities` are there to avoid.
  if (mode === 'markdown' || mode === 'markdownv2') throw malformed('the local Bot API server does not parse Markdown; send entities');
  throw malformed('unsupported parse_mode');
}

/** Telegram replaces control characters and takes out line separators, bidi overrides and a few combining marks. */
const REMOVED = /[\r\u2028-\u202e\u0333\u033f\u030a]/u;
const CONTROL = /[\u0000-\u0008\u000b-\u001f]/u;
const TRIMMED = /[ \n\t]/u;

function clean(formatted: FormattedText): FormattedText {
  const { text: kept, entities } = CONTROL.test(formatted.text) || REMOVED.test(formatted.text) ? withoutControls(formatted) : formatted;
  let from = 0;
  let to = kept.length;
  while (to > from && TRIMMED.test(kept.charAt(to - 1))) to -= 1;
  while (from < to && TRIMMED.test(kept.charAt(from))) from += 1;
  return { text: kept.slice(from, to), entities: move(entities, (at) => Math.min(Math.max(at, from), to) - from) };
}

function withoutControls({ text, entities }: FormattedText): FormattedText {
  const places: number[] = [];
  let kept = '';
  for (const unit of text.split('')) {
    places.push(kept.length);
    if (CONTROL.test(unit) && unit !== '\r') kept += ' ';
    else if (!REMOVED.test(unit)) kept += unit;
  }
  return { text: kept, entities: move(entities, (at) => places[at] ?? kept.length) };
}

/** Moves both edges of each entity; what has shrunk to nothing is gone. */
const move = (entities: readonly MessageEntity[], place: (at: number) => number): MessageEntity[] =>
  entities
    .map((entity) => ({ ...entity, offset: place(entity.offset), length: place(entity.offset + entity.length) - place(entity.offset) }))
    .filter((entity) => entity.length > 0);

/** Text in which nothing can be seen is no text. */
export const isBlank = (text: string): boolean =>
  /^[\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff]*$/u.test(text);

export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');
