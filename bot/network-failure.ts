import type { Failure } from './telegram.ts';

/** Codes that come before any byte is sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Reads the error of a fetch (both frameworks use node-fetch) by its code alone: the message holds the address, and
 * the address holds the token.
 */
export function networkFailure(error: unknown): Failure {
  const code = codeOf(error);
  if (code !== null && NEVER_SENT.has(code)) return { kind: 'unreachable', reason: code };
  return { kind: 'uncertain', reason: code ?? nameOf(error) };
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('type' in error && typeof error.type === 'string') return error.type;
  return 'cause' in error ? codeOf(error.cause) : null;
}

/** Names only: `AbortError` for a time-out. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}

/** Telegram's own "no", as both frameworks hand it on. */
export interface Refusal {
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number } | undefined;
}

export function refusal({ error_code: code, description, parameters }: Refusal): Failure {
  return {
    kind: 'refused',
    code,
    description,
    retryAfterS: parameters?.retry_after ?? null,
    migrateToChatId: parameters?.migrate_to_chat_id ?? null,
  };
}
