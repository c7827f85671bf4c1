import { pino, type Logger } from 'pino';
import type { LogLevel } from './config.ts';

export interface LogOptions {
  readonly level: LogLevel;
  /** Never written, wherever it might turn up. */
  readonly secrets: readonly string[];
  readonly write: (line: string) => void;
}

/** One JSON object a line. The only file that knows pino. */
export function createLog({ level, secrets, write }: LogOptions): Logger {
  const clean = redactor(secrets);
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: (line) => write(clean(line)) });
}

/** Takes secrets out of any text, also as they look inside an address. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, '<secret>'), text);
}
