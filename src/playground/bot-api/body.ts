import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import { malformed, RequestRefused } from './errors.ts';

export interface UploadedFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** A request as it came: texts from a form, values from JSON, and the files beside them. */
export interface RawRequest {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** What is too much is read to its end and thrown away: a sender who is cut off would not hear why. */
export async function readBytes(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of stream) {
    total += chunk.length;
    if (total <= maxBytes) chunks.push(chunk);
  }
  if (total > maxBytes) throw new RequestRefused(413, 'Request Entity Too Large', 'bot');
  return Buffer.concat(chunks);
}

/** The four ways Telegram takes parameters: in the URL, as a form, as a multipart form, and as JSON. */
export async function readRequest(request: IncomingMessage, query: URLSearchParams, maxBytes: number): Promise<RawRequest> {
  const bytes = await readBytes(request, maxBytes);
  const inBody = await readBody(request.headers['content-type'] ?? '', bytes);
  return { fields: { ...Object.fromEntries(query), ...inBody.fields }, files: inBody.files };
}

export async function readBody(contentType: string, bytes: Buffer): Promise<RawRequest> {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const files = new Map<string, UploadedFile>();
  if (bytes.length === 0) return { fields: {}, files };
  if (type === 'application/json') return { fields: parseObject(bytes), files };
  if (type === 'application/x-www-form-urlencoded') {
    return { fields: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))), files };
  }
  if (type === 'multipart/form-data') return readForm(contentType, bytes);
  return { fields: {}, files };
}

function parseObject(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // falls through: a broken body and a body that is no object are refused alike
  }
  throw malformed('object expected as the request body');
}

function readForm(contentType: string, bytes: Buffer): Promise<RawRequest> {
  const fields: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(malformed("can't parse the multipart body"));
    const parser = openParser(contentType);
    if (parser === undefined) return fail();
    parser.on('field', (name: string, value: string) => void (fields[name] = value));
    parser.on('file', (name: string, stream: Readable, { filename, mimeType: mime }: { filename?: string; mimeType: string }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => files.set(name, { name: filename ?? name, mime, bytes: Buffer.concat(chunks) }));
    });
    parser.on('error', fail);
    parser.on('close', () => resolve({ fields, files }));
    Readable.from([bytes]).pipe(parser);
  });
}

function openParser(contentType: string): busboy.Busboy | undefined {
  try {
    return busboy({ headers: { 'content-type': contentType }, defParamCharset: 'utf8' });
  } catch {
    return undefined; // no boundary
  }
}
