import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Update } from '@grammyjs/types';
import type { Person } from '../../src/playground/bot-api/mod.ts';
import { RawClient } from './raw-client.ts';
import { TestWorld } from './test-world.ts';

let t: TestWorld;
let client: RawClient;
let anna: Person;
let boris: Person;
beforeEach(async () => {
  t = await TestWorld.start({ bot: { username: 'csto_bot' } });
  client = new RawClient(t);
  [anna, boris] = [t.person({ first_name: 'Anna' }), t.person({ first_name: 'Boris' })];
});
afterEach(() => t.close());

const article = (id: string, extra: object = {}): object => ({
  type: 'article',
  id,
  title: 'Title',
  input_message_content: { message_text: 'The quote.' },
  ...extra,
});
const updates = async (params: object = {}): Promise<Update[]> => (await client.call('getUpdates', params)).result;
const open = { reply_markup: { inline_keyboard: [[{ text: 'Open', callback_data: 'open' }]] } };

describe('inline queries', () => {
  it('reach the bot with the kind of chat, and come back as results', async () => {
    const friends = t.peopleChat(anna, boris);
    const question = anna.typeInline('генсек', { in: friends, offset: '10' });
    const [update] = await updates();
    expect(update?.inline_query).toMatchObject({ id: question.queryId, query: 'генсек', offset: '10', chat_type: 'private', from: { id: anna.user.id } });
    await client.call('answerInlineQuery', {
      inline_query_id: question.queryId,
      results: [article('a')],
      next_offset: '20',
      cache_time: 0,
      is_personal: true,
      button: { text: 'Ask in private', start_parameter: 'inline' },
    });
    expect(await question.answered()).toMatchObject({
      results: [{ id: 'a' }],
      nextOffset: '20',
      isPersonal: true,
      cacheSeconds: 0,
      button: { start_parameter: 'inline' },
      cached: false,
    });
    t.assertClean();
  });

  it('are answered within the limits', async () => {
    const { queryId: inline_query_id } = anna.typeInline('q');
    const refusal = (params: object): Promise<string> => client.refusal('answerInlineQuery', { inline_query_id, results: [], ...params });
    expect(await refusal({ results: Array.from({ length: 51 }, (_, at) => article(`${at}`)) })).toBe('400 Bad Request: RESULTS_TOO_MUCH');
    expect(await refusal({ results: [article('a'), article('a')] })).toBe('400 Bad Request: RESULT_ID_DUPLICATE');
    expect(await refusal({ results: [article('я'.repeat(33))] })).toBe('400 Bad Request: RESULT_ID_INVALID');
    expect(await refusal({ results: [article('')] })).toBe('400 Bad Request: RESULT_ID_INVALID');
    expect(await refusal({ results: [article('a', { input_message_content: { message_text: 'я'.repeat(4097) } })] })).toBe('400 Bad Request: MESSAGE_TOO_LONG');
    expect(await refusal({ results: [article('a', { title: '' })] })).toBe('400 Bad Request: ARTICLE_TITLE_EMPTY');
    expect(await refusal({ next_offset: 'a'.repeat(65) })).toBe('400 Bad Request: NEXT_OFFSET_INVALID');
    expect(await refusal({ button: { text: 'x', start_parameter: 'a b' } })).toBe('400 Bad Request: START_PARAM_INVALID');
    expect(t.world.violations).toHaveLength(8);
    expect(await refusal({})).toBe('accepted');
    expect(await refusal({})).toBe('400 Bad Request: query is too old and response timeout expired or query ID is invalid');
  });

  it('grow old', async () => {
    const { queryId } = anna.typeInline('q');
    t.advance(30_001);
    expect(await client.refusal('answerInlineQuery', { inline_query_id: queryId, results: [] })).toContain('query is too old');
    t.assertClean();
  });

  it('are answered from the cache: to all, or to the one it is personal to', async () => {
    const answer = async (query: string, params: object): Promise<void> => {
      const question = anna.typeInline(query);
      await client.call('answerInlineQuery', { inline_query_id: question.queryId, results: [article('a')], ...params });
    };
    await answer('shared', {});
    await answer('personal', { is_personal: true, cache_time: 10 });
    expect(await boris.inline('shared')).toMatchObject({ cached: true, results: [{ id: 'a' }] });
    expect(await anna.inline('personal')).toMatchObject({ cached: true });
    const asked = (await updates()).length;
    boris.typeInline('personal');
    t.advance(11_000);
    anna.typeInline('personal');
    anna.typeInline('shared');
    expect(await updates()).toHaveLength(asked + 2);
    t.advance(300_000);
    anna.typeInline('shared');
    expect((await updates({ offset: -1 }))[0]?.inline_query?.query).toBe('shared');
  });

  it('become messages that the bot can edit where it is no member', async () => {
    const friends = t.peopleChat(anna, boris);
    const question = anna.typeInline('q');
    await client.call('answerInlineQuery', { inline_query_id: question.queryId, results: [article('plain'), article('open', open)] });
    const answer = await question.answered();
    anna.choose(answer, 'plain', { in: friends });
    const sent = anna.choose(answer, 'open', { in: friends });
    const chosen = (await updates()).flatMap(({ chosen_inline_result: result }) => result ?? []);
    expect(chosen[0]).not.toHaveProperty('inline_message_id');
    const inline_message_id = chosen[1]?.inline_message_id;
    expect(inline_message_id).toEqual(expect.any(String));
    expect(sent).toMatchObject({ text: 'The quote.', via_bot: { username: 'csto_bot' }, from: { first_name: 'Anna' } });
    expect(await client.call('editMessageText', { inline_message_id, text: 'Wider.', ...open })).toMatchObject({ ok: true, result: true });
    expect(t.current(sent)?.text).toBe('Wider.');
    boris.press(sent, 'Open');
    expect((await updates({ offset: -1 }))[0]?.callback_query).toMatchObject({ inline_message_id, from: { first_name: 'Boris' }, data: 'open' });
    expect(await client.refusal('editMessageText', { inline_message_id: 'none', text: 'x' })).toBe('400 Bad Request: MESSAGE_ID_INVALID');
  });

  it('show the bot what was sent through it in its groups', async () => {
    const group = t.group({ members: [anna] });
    const question = anna.typeInline('q', { in: group });
    await client.call('answerInlineQuery', { inline_query_id: question.queryId, results: [article('a')] });
    const sent = anna.choose(await question.answered(), 0, { in: group });
    expect(t.reached(sent)).toBe(true);
  });
});

describe('guest mode', () => {
  it('shows one message, takes one answer', async () => {
    const friends = t.peopleChat(anna, boris);
    await client.call('getUpdates', { allowed_updates: ['message', 'guest_message', 'callback_query'] });
    const guest = t.summon(anna, friends, '@csto_bot what is the CSTO?');
    const [update] = await updates();
    expect(update?.guest_message).toMatchObject({ text: '@csto_bot what is the CSTO?', guest_query_id: guest.queryId });
    const answer = { guest_query_id: guest.queryId, result: article('a', open) };
    const { inline_message_id } = (await client.call('answerGuestQuery', answer)).result as { inline_message_id: string };
    const message: Message = await guest.answered();
    expect(message).toMatchObject({
      text: 'The quote.',
      from: { username: 'csto_bot' },
      guest_bot_caller_user: { id: anna.user.id },
      reply_to_message: { message_id: guest.message.message_id },
    });
    expect(await client.refusal('answerGuestQuery', answer)).toContain('query is too old');
    anna.press(message, 'Open');
    expect((await updates({ offset: -1 }))[0]?.callback_query).toMatchObject({ inline_message_id });
    expect((await client.call('editMessageText', { inline_message_id, text: 'More.' })).ok).toBe(true);
    t.assertClean();
  });

  it('is received only when asked for by name', async () => {
    t.summon(anna, t.peopleChat(anna, boris), '@csto_bot hm?');
    expect(await updates()).toEqual([]);
  });
});
