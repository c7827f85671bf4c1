import type { TestWorld } from './test-world.ts';

export interface RawAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly result: never;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

/** A client with no opinions: sends what it is told, returns what came. */
export class RawClient {
  readonly #base: string;

  constructor(t: TestWorld, token = t.token) {
    this.#base = `${t.apiRoot}/bot${token}`;
  }

  async call(method: string, params: object = {}): Promise<RawAnswer> {
    return this.send(method, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) });
  }

  async send(path: string, init: RequestInit): Promise<RawAnswer> {
    const response = await fetch(`${this.#base}/${path}`, init);
    return { status: response.status, ...((await response.json()) as object) } as RawAnswer;
  }

  /** The description of the refusal, without its code's name: what tests compare. */
  async refusal(method: string, params: object = {}): Promise<string> {
    const answer = await this.call(method, params);
    return answer.ok ? 'accepted' : `${answer.error_code} ${answer.description}`;
  }
}
