import type { RawRequest } from './body.ts';
import type { BotAccount } from './bot-account.ts';
import { malformed, RequestRefused, tooManyRequests } from './errors.ts';
import type { Fault, Faults, FaultTarget } from './faults.ts';
import { handlerOf } from './methods/mod.ts';
import { readParams } from './params.ts';
import { ELSEWHERE, findMethod, type FoundMethod } from './schema.ts';
import type { World } from './world.ts';

/** An answer as it goes over the wire, and what is to happen to it on its way. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
  readonly fault?: Fault | undefined;
}

export interface Dispatching {
  readonly world: World;
  readonly faults: Faults;
  readonly bot: BotAccount;
  readonly signal: AbortSignal;
}

/** Runs one call: faults that come before it, the call, the record of it. Never throws. */
export async function dispatch(context: Dispatching, name: string, raw: RawRequest): Promise<Reply> {
  const { world, faults, bot } = context;
  const method = findMethod(name);
  const called = { method: typeof method === 'string' ? method : name, bot: bot.user.username, params: raw.fields, at: world.now() };
  const fault = method === undefined ? undefined : faults.pick({ method: called.method, params: raw.fields });
  const early = fault === undefined ? undefined : failEarly(context, fault, { method: called.method, params: raw.fields });
  if (early !== undefined) {
    const { status, body } = early;
    world.journal.add({
      kind: 'call',
      call: { ...called, error: { code: status, description: body.slice(0, 200), blame: 'fault' }, tookEffect: false, fault: fault?.kind ?? '' },
    });
    return early;
  }
  let params: Readonly<Record<string, unknown>> = raw.fields;
  const hidden = fault === undefined ? {} : { fault: fault.kind };
  try {
    checkCallable(context, method, raw);
    params = readParams(called.method, raw, (what) => world.violate(called.method, what));
    const result = await perform(context, called.method, { params, files: raw.files });
    world.journal.add({ kind: 'call', call: { ...called, params, result, tookEffect: true, ...hidden } });
    return { status: 200, body: JSON.stringify({ ok: true, result }), fault };
  } catch (error) {
    const refusal = error instanceof RequestRefused ? error : internal(world, called.method, error);
    const { code, message: description, blame, parameters } = refusal;
    if (blame === 'bot') world.violate(called.method, `${code} ${description}`);
    world.journal.add({ kind: 'call', call: { ...called, params, error: { code, description, blame }, tookEffect: false, ...hidden } });
    return { status: code, body: JSON.stringify({ ok: false, error_code: code, description, ...(parameters === undefined ? {} : { parameters }) }), fault };
  }
}

function checkCallable({ world, faults, bot }: Dispatching, method: FoundMethod, raw: RawRequest): asserts method is string {
  if (method === undefined) throw new RequestRefused(404, 'Not Found: method not found', 'bot');
  if (method === ELSEWHERE) throw new RequestRefused(501, 'Not Implemented: Telegram has this method, the local Bot API server has not', 'bot');
  if (bot.loggedOut) throw malformed('logged out');
  const left = faults.floodLeft(floodKey(bot, method, raw.fields));
  if (left === 0) return;
  world.violate(method, `called ${left} s before retry_after was over`);
  throw tooManyRequests(left);
}

/** A flood is about a chat or an inline message; for what concerns neither, about the method. */
const floodKey = (bot: BotAccount, method: string, fields: RawRequest['fields']): string =>
  `${bot.user.id} ${JSON.stringify(fields['chat_id'] ?? fields['inline_message_id'] ?? method).replaceAll('"', '')}`;

function perform(
  { world, faults, bot, signal }: Dispatching,
  method: string,
  given: { params: Readonly<Record<string, unknown>>; files: RawRequest['files'] },
): unknown {
  const handler = handlerOf(method);
  if (handler === undefined) throw new RequestRefused(501, `Not Implemented: ${method}`, 'bot');
  return handler({ world, bot, signal, files: given.files, note: (what) => world.violate(method, what), comesAgain: () => faults.duplicates() }, given.params);
}

/** The faults that keep a call from happening at all. */
export function failEarly({ faults, bot }: Pick<Dispatching, 'faults' | 'bot'>, fault: Fault, { method, params: fields }: FaultTarget): Reply | undefined {
  switch (fault.kind) {
    case 'flood': {
      if (fault.enforce === true) faults.flood(floodKey(bot, method, fields), fault.retryAfterSeconds);
      const { code, message: description, parameters } = tooManyRequests(fault.retryAfterSeconds);
      return { status: code, body: JSON.stringify({ ok: false, error_code: code, description, parameters }) };
    }
    case 'server-error': {
      const code = fault.code ?? 500;
      if (fault.html === true) return { status: code, body: `<html><body><h1>${code}</h1></body></html>`, contentType: 'text/html' };
      return { status: code, body: JSON.stringify({ ok: false, error_code: code, description: code === 502 ? 'Bad Gateway' : 'Internal Server Error' }) };
    }
    case 'refuse':
      return { status: fault.code, body: JSON.stringify({ ok: false, error_code: fault.code, description: fault.description }) };
    case 'drop-before':
      return { status: 0, body: '', fault };
    case 'drop-after':
    case 'truncate':
    case 'slow':
    case 'hang':
      return undefined;
  }
}

/** A mistake of this server, not of the bot: said so, and seen by strict tests as well. */
function internal(world: World, method: string, error: unknown): RequestRefused {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.violate(method, `the local Bot API server failed: ${what}`);
  return new RequestRefused(500, 'Internal Server Error', 'world');
}
