import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chained, isElliptic } from '../../bot/ask/follow-up.ts';
import type { Update } from '../../bot/bot-api.ts';
import { groupRequest, privateRequest } from '../../bot/group/addressed.ts';
import { cardId, decodeOffset, encodeOffset, readCardId, stampOf } from '../../bot/inline/stamp.ts';
import { decodePress, encodePress, type Press } from '../../bot/press.ts';
import { readUpdate } from '../../bot/read-update.ts';

const ME = { id: 1, username: 'csto_bot' };

describe('isElliptic', () => {
  it.each([
    'and in 2021?',
    'а кто был до него?',
    'а в 2021?',
    '2021?',
    'what about them?',
    'who was he',
    'and before that?',
    'ал 2021 жылы ше?',
    'ва дар соли 2021?',
    'իսկ 2021-ի՞ն',
    'а ў 2021?',
    '2021-жылычы?',
    'in 2021?',
  ])('%s', (question) => expect(isElliptic(question)).toBe(true));

  it.each([
    'Who is the Secretary General?',
    'Кто генеральный секретарь ОДКБ?',
    'CSTO',
    'What happened in Dushanbe in 2021 according to the press service?',
    '',
    'Что такое Антинаркотическая стратегия ОДКБ на 2021–2025 годы и кто её утвердил тогда?',
  ])('not: %s', (question) => expect(isElliptic(question)).toBe(false));

  it('carries the chain of questions, not for ever', () => {
    expect(chained({ question: 'and in 2021?', previous: 'Who chairs?' })).toBe('Who chairs? and in 2021?');
    expect(chained({ question: 'q', previous: 'x'.repeat(600) })).toBe('q');
  });
});

describe('presses', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9-]{1,60}$/u);
  const press: fc.Arbitrary<Press> = fc.oneof(
    fc.record({ kind: fc.constantFrom('open' as const, 'close' as const, 'verify' as const), citationId: id }),
    fc.record({ kind: fc.constant('more' as const), offset: fc.nat(999_999), page: fc.boolean() }),
    fc.record({ kind: fc.constant('latest' as const), offset: fc.nat(999_999) }),
    fc.record({ kind: fc.constant('sources' as const), page: fc.nat(999_999) }),
    fc.record({ kind: fc.constant('language' as const), language: fc.constantFrom('hy' as const, null) }),
    fc.record({ kind: fc.constant('example' as const), language: fc.constantFrom('ru' as const, 'en' as const), index: fc.nat(9) }),
    fc.constant<Press>({ kind: 'again' }),
  );

  it('survive the way to Telegram and back, in 64 bytes', () => {
    fc.assert(
      fc.property(press, (one) => {
        const data = encodePress(one);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
        expect(decodePress(data)).toEqual(one);
      }),
    );
  });

  it('anything else is null, never thrown', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (data) => void decodePress(data)));
    for (const data of ['', 'o:', 'o:a b', 'zz:1', 'm:-1', 'm:1e9', 'e:ru:12', 'g:de', 'r:x']) expect(decodePress(data)).toBeNull();
  });
});

describe('cards', () => {
  it('name the corpus and the citation in 64 bytes', () => {
    const stamp = stampOf('1-8ec801');
    expect(stamp).toMatch(/^[0-9a-z]{4}$/u);
    expect(stampOf('2-8ec801')).not.toBe(stamp);
    expect(readCardId(cardId(stamp, 'ab-1'))).toEqual({ stamp, citationId: 'ab-1' });
    expect(cardId(stamp, 'x'.repeat(60)).length).toBe(64);
  });

  it('page only within one version', () => {
    expect(decodeOffset('', 'abcd')).toBe(0);
    expect(decodeOffset(encodeOffset('abcd', 20), 'abcd')).toBe(20);
    expect(decodeOffset(encodeOffset('abcd', 20), 'abce')).toBeNull();
    expect(decodeOffset('nonsense', 'abcd')).toBeNull();
  });
});

describe('who is meant', () => {
  const command = (text: string, length: number) => ({ text, mentions: [{ kind: 'command', offset: 0, length, personId: null }], repliedTo: null }) as const;
  const plain = (text: string) => ({ text, mentions: [], repliedTo: null });

  it('in private: everything', () => {
    expect(privateRequest(plain('who?'), ME)).toEqual({ kind: 'question', text: 'who?' });
    expect(privateRequest(command('/Latest on peace', 7), ME)).toEqual({ kind: 'command', name: 'latest', argument: 'on peace' });
  });

  it('in groups: only what is addressed', () => {
    expect(groupRequest(plain('who?'), ME)).toBeNull();
    expect(groupRequest(command('/help', 5), ME)).toBeNull();
    expect(groupRequest(command('/help@csto_bot', 14), ME)).toEqual({ kind: 'command', name: 'help', argument: '' });
    expect(groupRequest(command('/ask@other_bot who?', 14), ME)).toBeNull();
    const mention = { kind: 'person', offset: 0, length: 4, personId: 1 } as const;
    expect(groupRequest({ text: 'CSTO who?', mentions: [mention], repliedTo: null }, ME)).toEqual({ kind: 'question', text: 'who?' });
  });

  it('a bare mention in a reply asks what it replies to', () => {
    const mention = { kind: 'mention', offset: 0, length: 9, personId: null } as const;
    const repliedTo = { messageId: 5, fromBot: false, text: 'who chairs?' };
    expect(groupRequest({ text: '@csto_bot', mentions: [mention], repliedTo }, ME)).toEqual({ kind: 'question', text: 'who chairs?' });
  });
});

describe('readUpdate', () => {
  const user = { id: 7, is_bot: false, first_name: 'A', language_code: 'ru' };
  const read = (message: object) => readUpdate({ update_id: 1, message } as unknown as Update, ME);
  const base = { message_id: 3, date: 10, from: user, chat: { id: 7, type: 'private', first_name: 'A' }, text: 'hi' };

  it('reads a message', () => {
    expect(read(base)).toEqual({
      kind: 'message',
      person: { id: 7, languageTag: 'ru' },
      place: { chatId: 7, threadId: null, kind: 'private' },
      messageId: 3,
      text: 'hi',
      mentions: [],
      repliedTo: null,
      editedAfterS: null,
    });
  });

  it('leaves out bots, channels and automatic forwards', () => {
    expect(read({ ...base, from: { ...user, is_bot: true } })).toBeNull();
    expect(read({ ...base, chat: { id: -1, type: 'channel', title: 'C' } })).toBeNull();
    expect(read({ ...base, is_automatic_forward: true })).toBeNull();
  });

  it('an anonymous administrator is the group', () => {
    const event = read({ ...base, from: { ...user, is_bot: true }, sender_chat: { id: -5, type: 'supergroup', title: 'G' } });
    expect(event).toMatchObject({ person: { id: -5, languageTag: undefined } });
  });

  it("a forum's topic message is no reply, a reply thread no topic", () => {
    const opening = { ...base, forum_topic_created: { name: 'T', icon_color: 1 } };
    const inTopic = read({
      ...base,
      chat: { id: -1, type: 'supergroup', title: 'G', is_forum: true },
      is_topic_message: true,
      message_thread_id: 4,
      reply_to_message: opening,
    });
    expect(inTopic).toMatchObject({ repliedTo: null, place: { threadId: 4 } });
    expect(read({ ...base, chat: { id: -1, type: 'supergroup', title: 'G' }, message_thread_id: 4 })).toMatchObject({ place: { threadId: null } });
  });
});
