import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawClient } from './raw-client.ts';
import { TestWorld } from './test-world.ts';

let t: TestWorld;
let client: RawClient;
beforeEach(async () => {
  t = await TestWorld.start({ bot: { username: 'csto_bot' } });
  client = new RawClient(t);
});
afterEach(() => t.close());

describe('requests', () => {
  it('says who the bot is, in any spelling of the method, by GET as well', async () => {
    expect(await client.call('getMe')).toMatchObject({
      status: 200,
      ok: true,
      result: { id: t.bot.user.id, is_bot: true, username: 'csto_bot', can_read_all_group_messages: false },
    });
    expect((await client.send('GETME', { method: 'GET' })).ok).toBe(true);
  });

  it('refuses a wrong token, an unknown method and what it was not built for', async () => {
    expect(await new RawClient(t, '1:wrong').call('getMe')).toMatchObject({ status: 401, ok: false, error_code: 401, description: 'Unauthorized' });
    expect(await new RawClient(t, 'nonsense').call('getMe')).toMatchObject({ status: 404, description: 'Not Found' });
    expect(await client.call('getNothing')).toMatchObject({ status: 404, description: 'Not Found: method not found' });
    expect(await client.call('sendPoll')).toMatchObject({ status: 501 });
    for (const path of ['/', '/bot', '/bot%ff/getMe']) expect((await fetch(t.apiRoot + path)).status).toBe(404);
    expect(t.world.violations.map(({ method }) => method)).toEqual(['getNothing', 'sendPoll']);
  });

  it('takes JSON, forms, multipart forms and the URL alike', async () => {
    const anna = t.person();
    anna.say('hello');
    const chat_id = String(anna.user.id);
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] });
    const multipart = new FormData();
    for (const [name, value] of Object.entries({ chat_id, text: 'multipart', reply_markup: markup })) multipart.set(name, value);
    await client.call('sendMessage', { chat_id: anna.user.id, text: 'json', reply_markup: JSON.parse(markup) as object });
    await client.send('sendMessage', { method: 'POST', body: new URLSearchParams({ chat_id, text: 'form', reply_markup: markup }) });
    await client.send('sendMessage', { method: 'POST', body: multipart });
    await client.send(`sendMessage?${new URLSearchParams({ chat_id, text: 'url', reply_markup: markup }).toString()}`, { method: 'GET' });
    const said = t.unheard(anna);
    expect(said.map(({ text }) => text)).toEqual(['json', 'form', 'multipart', 'url']);
    expect(said.every(({ reply_markup }) => reply_markup?.inline_keyboard[0]?.[0]?.text === 'A')).toBe(true);
    t.assertClean();
  });

  it('names what it cannot read, and notes it', async () => {
    const anna = t.person();
    anna.say('hello');
    const to = { chat_id: anna.user.id, text: 'x' };
    expect(await client.refusal('sendMessage', { text: 'x' })).toBe('400 Bad Request: chat_id is empty');
    expect(await client.refusal('sendMessage', { chat_id: 5 })).toBe('400 Bad Request: message text is empty');
    expect(await client.refusal('answerInlineQuery', { inline_query_id: '1' })).toBe('400 Bad Request: parameter "results" is required');
    expect(await client.refusal('sendMessage', { ...to, reply_markup: { inline_keyboard: [[{ callback_data: 'a' }]] } })).toBe(
      `400 Bad Request: can't parse inline keyboard button: Can't find field "text"`,
    );
    expect(await client.refusal('sendMessage', { ...to, entities: [{ type: 'bold', offset: '0', length: 'x' }] })).toBe(
      `400 Bad Request: can't parse MessageEntity: Field "length" must be of type Integer`,
    );
    expect((await client.send('sendMessage', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })).status).toBe(400);
    expect(t.world.violations).toHaveLength(6);
  });

  it('lets an unknown parameter pass, as Telegram does, but notes it', async () => {
    const anna = t.person();
    anna.say('hello');
    expect(
      (await client.call('sendMessage', { chat_id: anna.user.id, text: 'x', disable_web_page_preview: true, link_preview_options: { disabled: true } })).ok,
    ).toBe(true);
    expect(t.world.violations.map(({ what }) => what)).toEqual([
      'sendMessage has no parameter "disable_web_page_preview"',
      'LinkPreviewOptions has no field "disabled" (link_preview_options)',
    ]);
    expect(() => t.assertClean()).toThrow(/disable_web_page_preview/);
  });

  it('is not confused by names that every object has', async () => {
    const anna = t.person();
    anna.say('hello');
    const hostile = JSON.parse('{"constructor":1,"__proto__":{"a":1},"toString":"x"}') as object;
    expect(
      (await client.call('sendMessage', { ...hostile, chat_id: anna.user.id, text: 'x', link_preview_options: { is_disabled: true, constructor: 1 } })).ok,
    ).toBe(true);
    expect((await client.call('constructor')).status).toBe(404);
    expect(t.world.violations.map(({ what }) => what)).not.toContainEqual(expect.stringContaining('failed'));
  });

  it('takes no more than Telegram does', async () => {
    const tiny = await TestWorld.start({ limits: { uploadBytes: 0 } });
    const response = await new RawClient(tiny).call('getMe', { padding: 'x'.repeat(1_100_000) });
    expect(response).toMatchObject({ status: 413, description: 'Request Entity Too Large' });
    await tiny.close();
  });

  it('lets a bot log out, and takes nothing from it then', async () => {
    expect(await client.call('logOut')).toMatchObject({ ok: true, result: true });
    expect(await client.refusal('getMe')).toBe('400 Bad Request: logged out');
  });

  it('keeps two bots apart', async () => {
    const other = t.world.addBot({ id: 42, token: '42:other', username: 'other_bot' });
    const anna = t.person();
    anna.say('to the first');
    anna.say('to the other', { bot: other });
    const updates = (await new RawClient(t, '42:other').call('getUpdates')).result as { message: { text: string } }[];
    expect(updates.map(({ message }) => message.text)).toEqual(['to the other']);
    await new RawClient(t, '42:other').call('sendMessage', { chat_id: anna.user.id, text: 'from the other' });
    expect(t.unheard(anna)).toEqual([]);
    expect(
      anna
        .chat(other)
        .history()
        .map(({ text }) => text),
    ).toEqual(['to the other', 'from the other']);
  });
});
