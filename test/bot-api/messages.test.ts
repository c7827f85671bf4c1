import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '@grammyjs/types';
import type { Person } from '../../src/playground/bot-api/mod.ts';
import { RawClient } from './raw-client.ts';
import { TestWorld } from './test-world.ts';

let t: TestWorld;
let client: RawClient;
let anna: Person;
let said: Message;
beforeEach(async () => {
  t = await TestWorld.start({ bot: { username: 'csto_bot' } });
  client = new RawClient(t);
  anna = t.person({ first_name: 'Anna' });
  said = anna.say('What is the CSTO? 👋 It is an alliance.');
});
afterEach(() => t.close());

const send = async (params: object): Promise<Message> => {
  const answer = await client.call('sendMessage', { chat_id: anna.user.id, ...params });
  if (!answer.ok) throw new Error(answer.description);
  return answer.result;
};
const refusal = (params: object): Promise<string> => client.refusal('sendMessage', { chat_id: anna.user.id, text: 'x', ...params });
const bad = (what: string): string => `400 Bad Request: ${what}`;

describe('text', () => {
  it('is 1-4096 UTF-16 units after trimming', async () => {
    expect(await refusal({ text: '' })).toBe(bad('message text is empty'));
    expect(await refusal({ text: ' \n\u200b\u2060' })).toBe(bad('text must be non-empty'));
    expect((await send({ text: ` ${'я'.repeat(4096)}\n ` })).text).toHaveLength(4096);
    expect(await refusal({ text: 'я'.repeat(4097) })).toBe(bad('message is too long'));
    expect(await refusal({ text: '👋'.repeat(2048) })).toBe('accepted');
    expect(await refusal({ text: '👋'.repeat(2049) })).toBe(bad('message is too long'));
  });

  it('loses control characters and direction marks, its entities move along', async () => {
    const message = await send({ text: '  a\u202eb\r\nc\u0007d  ', entities: [{ type: 'bold', offset: 4, length: 3 }] });
    expect(message.text).toBe('ab\nc d');
    expect(message.entities).toEqual([{ type: 'bold', offset: 1, length: 2 }]);
  });

  it('gets the entities that Telegram finds', async () => {
    const { text = '', entities = [] } = await send({
      text: 'Ask @csto_bot, or /ask@csto_bot; see https://odkb-csto.org/a_(b). #ОДКБ a@b.org',
      entities: [{ type: 'code', offset: 0, length: 13 }],
    });
    expect(entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual([
      ['code', 'Ask @csto_bot'],
      ['bot_command', '/ask@csto_bot'],
      ['url', 'https://odkb-csto.org/a_(b'],
      ['hashtag', '#ОДКБ'],
      ['email', 'a@b.org'],
    ]);
  });

  it('refuses entities outside the text or inside a character', async () => {
    const bold = (offset: number, length: number): object => ({ text: 'a👋b', entities: [{ type: 'bold', offset, length }] });
    expect(await refusal(bold(2, 1))).toBe(bad('entity begins in a middle of a UTF-16 symbol at byte offset 4'));
    expect(await refusal(bold(0, 2))).toBe(bad('entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4'));
    expect(await refusal(bold(3, 2))).toBe(bad('entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 5'));
    expect(await refusal(bold(-1, 2))).toBe(bad('receive an entity with incorrect offset -1'));
    expect(await refusal({ text: 'ab', entities: [{ type: 'loud', offset: 0, length: 1 }] })).toBe(
      bad("can't parse MessageEntity: Unsupported type specified"),
    );
    expect(await refusal(bold(1, 2))).toBe('accepted');
  });

  it('notes formatting that clients would not show as it was meant', async () => {
    await send({
      text: 'abcdef',
      entities: [
        { type: 'blockquote', offset: 0, length: 4 },
        { type: 'expandable_blockquote', offset: 2, length: 4 },
      ],
    });
    await send({
      text: 'abcdef',
      entities: [
        { type: 'expandable_blockquote', offset: 0, length: 6 },
        { type: 'bold', offset: 1, length: 2 },
        { type: 'italic', offset: 1, length: 2 },
      ],
    });
    expect(t.world.violations.map(({ what }) => what)).toEqual(['blockquote and expandable_blockquote overlap at 2']);
  });

  it("may be HTML, with Telegram's errors", async () => {
    const message = await send({
      text: '<b>a &lt; <i>b</i></b> <a href="https://x.org/?a=1&amp;b=2">c</a><blockquote expandable>d</blockquote>',
      parse_mode: 'HTML',
    });
    expect(message.text).toBe('a < b cd');
    expect(message.entities).toEqual([
      { type: 'bold', offset: 0, length: 5 },
      { type: 'italic', offset: 4, length: 1 },
      { type: 'text_link', offset: 6, length: 1, url: 'https://x.org/?a=1&b=2' },
      { type: 'expandable_blockquote', offset: 7, length: 1 },
    ]);
    expect(await refusal({ text: '<b>a', parse_mode: 'HTML' })).toBe(bad(`can't parse entities: Can't find end tag corresponding to start tag "b"`));
    expect(await refusal({ text: 'a < b', parse_mode: 'HTML' })).toContain("can't parse entities");
  });

  it('never leaves an entity outside the text or inside a pair, whatever comes', async () => {
    const units = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '👋', '\u202e', '\r', '\u0007', 'я', '@b', '/c'), minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(units, fc.nat(12), fc.nat(12), async (text, offset, length) => {
        const answer = await client.call('sendMessage', { chat_id: anna.user.id, text, entities: [{ type: 'bold', offset, length }] });
        if (!answer.ok) return;
        const { text: shown = '', entities = [] } = answer.result as Message;
        for (const entity of entities) {
          expect(entity.length).toBeGreaterThan(0);
          expect(entity.offset + entity.length).toBeLessThanOrEqual(shown.length);
          expect(/\p{Surrogate}/u.test(shown.slice(entity.offset, entity.offset + entity.length))).toBe(false);
        }
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});

describe('replies', () => {
  it('carry the message, and a quote that is in it word for word', async () => {
    const reply = await send({ text: 'yes', reply_parameters: { message_id: said.message_id, quote: 'alliance', quote_position: 3 } });
    expect(reply.reply_to_message).toMatchObject({ message_id: said.message_id, text: said.text });
    expect(reply.quote).toEqual({ text: 'alliance', position: 30, is_manual: true });
    expect(await refusal({ reply_parameters: { message_id: said.message_id, quote: 'Alliance' } })).toBe(bad('QUOTE_TEXT_INVALID'));
  });

  it('need their message, unless they may go without', async () => {
    expect(await refusal({ reply_parameters: { message_id: 999 } })).toBe(bad('message to be replied not found'));
    expect((await send({ text: 'x', reply_parameters: { message_id: 999, allow_sending_without_reply: true } })).reply_to_message).toBeUndefined();
    expect(t.world.violations).toEqual([]);
  });

  it("compare a quote's formatting as well", async () => {
    const bold = await send({ text: 'a bold word', entities: [{ type: 'bold', offset: 2, length: 4 }] });
    const quote = { message_id: bold.message_id, quote: 'bold word' };
    expect(await refusal({ reply_parameters: quote })).toBe(bad('QUOTE_TEXT_INVALID'));
    expect(await refusal({ reply_parameters: { ...quote, quote_entities: [{ type: 'bold', offset: 0, length: 4 }] } })).toBe('accepted');
  });
});

describe('keyboards', () => {
  const keyboard = (...buttons: object[]): object => ({ reply_markup: { inline_keyboard: [buttons] } });

  it('take each kind of button within its limits', async () => {
    expect(await refusal(keyboard({ text: 'a', callback_data: 'я'.repeat(32) }))).toBe('accepted');
    expect(await refusal(keyboard({ text: 'a', callback_data: 'я'.repeat(33) }))).toBe(bad('BUTTON_DATA_INVALID'));
    expect(await refusal(keyboard({ text: 'a', copy_text: { text: 'я'.repeat(256) } }, { text: 'b', switch_inline_query_current_chat: '' }))).toBe('accepted');
    expect(await refusal(keyboard({ text: 'a', copy_text: { text: 'я'.repeat(257) } }))).toBe(bad('BUTTON_COPY_TEXT_INVALID'));
    expect(await refusal(keyboard({ text: 'a' }))).toBe(bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"));
    expect(await refusal(keyboard({ text: 'a', url: 'no link' }))).toContain('Wrong HTTP URL');
    expect(await refusal(keyboard({ text: '', callback_data: 'a' }))).toContain('must be non-empty');
    expect(await refusal({ reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'a', callback_data: 'a' }]) } })).toBe(
      bad('reply markup is too long'),
    );
  });

  it('are pressed by label, pattern or place', async () => {
    await send({
      text: 'x',
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'One', callback_data: '1' },
            { text: 'Two', url: 'https://x.org' },
          ],
          [
            { text: 'Copy', copy_text: { text: 'cite' } },
            { text: 'Find', switch_inline_query: 'q' },
          ],
        ],
      },
    });
    const message = await t.hears(anna);
    expect(anna.press(message, /two/i)).toEqual({ kind: 'url', url: 'https://x.org' });
    expect(anna.press(message, [1, 0])).toEqual({ kind: 'copy', text: 'cite' });
    expect(anna.press(message, 'Find')).toEqual({ kind: 'inline', query: 'q', where: 'elsewhere' });
    expect(() => anna.press(message, 'Three')).toThrow(/"One", "Two"/);
    expect(anna.press(message, 'One').kind).toBe('callback');
  });
});

describe('edits', () => {
  it('change the message, keep what it was, and say when nothing changed', async () => {
    const markup = { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] };
    const message = await send({ text: 'before', reply_markup: markup });
    const address = { chat_id: anna.user.id, message_id: message.message_id };
    expect(await client.call('editMessageText', { ...address, text: 'after', reply_markup: markup })).toMatchObject({
      ok: true,
      result: { text: 'after', edit_date: expect.any(Number) as number },
    });
    const same =
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
    expect(await client.refusal('editMessageText', { ...address, text: 'after ', reply_markup: markup })).toBe(bad(same));
    expect(await client.refusal('editMessageReplyMarkup', { ...address, reply_markup: markup })).toBe(bad(same));
    expect((await client.call('editMessageText', { ...address, text: 'after' })).ok).toBe(true);
    expect(t.current(message)?.reply_markup).toBeUndefined();
    expect(
      anna
        .chat()
        .messages.get(message.message_id)
        ?.versions.map(({ text }) => text),
    ).toEqual(['before', 'after']);
    expect(await client.refusal('editMessageText', { ...address, message_id: 999, text: 'x' })).toBe(bad('message to edit not found'));
    t.assertClean();
    expect(await client.refusal('editMessageText', { chat_id: anna.user.id, message_id: said.message_id, text: 'x' })).toBe(bad("message can't be edited"));
    expect(t.world.violations).toHaveLength(1);
  });

  it('of people reach the bot', async () => {
    anna.edit(said, 'And now?');
    expect(t.updateOf(said)).toMatchObject({ edited_message: { message_id: said.message_id, text: 'And now?', edit_date: expect.any(Number) as number } });
  });
});

describe('what is gone', () => {
  it('cannot be deleted twice, nor when it is old', async () => {
    const message = await send({ text: 'x' });
    const address = { chat_id: anna.user.id, message_id: message.message_id };
    expect((await client.call('deleteMessage', address)).ok).toBe(true);
    expect(await client.refusal('deleteMessage', address)).toBe(bad('message to delete not found'));
    t.advance(49 * 3_600_000);
    expect(await client.refusal('deleteMessage', { ...address, message_id: said.message_id })).toBe(bad("message can't be deleted"));
  });

  it('is inaccessible to a callback', async () => {
    const message = await send({ text: 'x', reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] } });
    await client.call('deleteMessage', { chat_id: anna.user.id, message_id: message.message_id });
    anna.sendCallback(anna.chat(), message, 'a');
    const updates = (await client.call('getUpdates')).result as { callback_query?: object }[];
    expect(updates.at(-1)?.callback_query).toMatchObject({ data: 'a', message: { date: 0, message_id: message.message_id } });
  });

  it('is a callback query once answered, or after a while', async () => {
    const message = await send({ text: 'x', reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] } });
    const old = 'query is too old and response timeout expired or query ID is invalid';
    const press = (): string => (anna.press(message) as { queryId: string }).queryId;
    const first = press();
    expect(await client.refusal('answerCallbackQuery', { callback_query_id: first, text: 'a'.repeat(201) })).toBe(bad('MESSAGE_TOO_LONG'));
    expect(await client.refusal('answerCallbackQuery', { callback_query_id: first })).toBe('accepted');
    expect(await client.refusal('answerCallbackQuery', { callback_query_id: first })).toBe(bad(old));
    const second = press();
    t.advance(61_000);
    expect(await client.refusal('answerCallbackQuery', { callback_query_id: second })).toBe(bad(old));
  });
});

describe('people', () => {
  it('block the bot, and come back', async () => {
    anna.block();
    expect(await refusal({})).toBe('403 Forbidden: bot was blocked by the user');
    expect(() => anna.say('x')).toThrow(/blocked/);
    anna.unblock();
    expect(await refusal({})).toBe('accepted');
    const updates = (await client.call('getUpdates', {})).result as { my_chat_member?: { new_chat_member: { status: string } } }[];
    expect(updates.flatMap(({ my_chat_member }) => my_chat_member?.new_chat_member.status ?? [])).toEqual(['kicked', 'member']);
    t.assertClean();
  });

  it('begin, bots do not', async () => {
    const boris = t.person({ first_name: 'Boris' });
    expect(await client.refusal('sendMessage', { chat_id: boris.user.id, text: 'x' })).toBe("403 Forbidden: bot can't initiate conversation with a user");
    expect(await client.refusal('sendMessage', { chat_id: 987654321, text: 'x' })).toBe(bad('chat not found'));
  });

  it('see what the bot is doing', async () => {
    expect((await client.call('sendChatAction', { chat_id: anna.user.id, action: 'typing' })).ok).toBe(true);
    expect(await t.hearsAction(anna)).toBe('typing');
    expect(await client.refusal('sendChatAction', { chat_id: anna.user.id, action: 'thinking' })).toBe(bad('wrong parameter action in request'));
  });
});

describe('files', () => {
  it('are fetched by their path, up to 20 MB', async () => {
    const message = anna.upload({ name: 'doc.txt', bytes: 'текст' }, { caption: '/publish now' });
    expect(message).toMatchObject({
      caption: '/publish now',
      caption_entities: [{ type: 'bot_command' }],
      document: { file_name: 'doc.txt', mime_type: 'text/plain', file_size: 10 },
    });
    const file = (await client.call('getFile', { file_id: message.document?.file_id })).result as { file_path: string };
    expect(await (await fetch(`${t.apiRoot}/file/bot${t.token}/${file.file_path}`)).text()).toBe('текст');
    expect((await fetch(`${t.apiRoot}/file/bot${t.token}/documents/none`)).status).toBe(404);
    expect((await fetch(`${t.apiRoot}/file/bot1:x/${file.file_path}`)).status).toBe(401);
    const big = anna.upload({ name: 'big.bin', bytes: new Uint8Array(20 * 1024 * 1024 + 1) });
    expect(await client.refusal('getFile', { file_id: big.document?.file_id })).toBe(bad('file is too big'));
    expect(await client.refusal('getFile', { file_id: 'none' })).toBe(bad('wrong file_id or the file is temporarily unavailable'));
  });

  it('are sent by upload, by reference and by id', async () => {
    const form = new FormData();
    form.set('chat_id', String(anna.user.id));
    form.set('document', 'attach://part');
    form.set('part', new Blob(['words'], { type: 'text/markdown' }), 'слова.md');
    expect((await client.send('sendDocument', { method: 'POST', body: form })).ok).toBe(true);
    const sent = await t.hears(anna);
    expect(sent.document).toMatchObject({ file_name: 'слова.md', mime_type: 'text/markdown', file_size: 5 });
    expect((await client.call('sendDocument', { chat_id: anna.user.id, document: sent.document?.file_id, caption: 'a'.repeat(1024) })).ok).toBe(true);
    expect(await client.refusal('sendDocument', { chat_id: anna.user.id, document: sent.document?.file_id, caption: 'a'.repeat(1025) })).toBe(
      bad('message caption is too long'),
    );
    expect(await client.refusal('sendDocument', { chat_id: anna.user.id })).toBe(bad('there is no document in the request'));
  });
});

describe('forwards', () => {
  it('say where they come from', async () => {
    const answer = await client.call('forwardMessage', { chat_id: anna.user.id, from_chat_id: anna.user.id, message_id: said.message_id });
    expect(answer.result).toMatchObject({ text: said.text, forward_origin: { type: 'user', sender_user: { id: anna.user.id } } });
    const forwarded = anna.say(said.text ?? '', { forward: said });
    expect(t.updateOf(forwarded).message).toMatchObject({ forward_origin: { sender_user: { first_name: 'Anna' } } });
  });
});
