import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandsFor, profileText } from '../../src/playground/bot-api/mod.ts';
import { RawClient } from './raw-client.ts';
import { TestWorld } from './test-world.ts';

let t: TestWorld;
let client: RawClient;
beforeEach(async () => {
  t = await TestWorld.start();
  client = new RawClient(t);
});
afterEach(() => t.close());

const command = (name: string): object[] => [{ command: name, description: name }];

describe('commands', () => {
  it('are offered by scope, then by language', async () => {
    const [anna, boris] = [t.person({ language_code: 'ru' }), t.person({ language_code: 'ru' })];
    anna.start();
    const group = t.group({ members: [anna, boris] });
    const set = (name: string, params: object): Promise<unknown> => client.call('setMyCommands', { commands: command(name), ...params });
    await set('default', {});
    await set('private_ru', { scope: { type: 'all_private_chats' }, language_code: 'ru' });
    await set('private', { scope: { type: 'all_private_chats' } });
    await set('operator', { scope: { type: 'chat', chat_id: anna.user.id } });
    await set('admins', { scope: { type: 'all_chat_administrators' } });
    await set('one_admin', { scope: { type: 'chat_administrators', chat_id: group.id } });
    const offered = (person: typeof anna, chat = person.chat()): string | undefined => commandsFor(t.bot, person, chat)[0]?.command;
    expect(offered(anna)).toBe('operator');
    expect(offered(boris)).toBe('private_ru');
    expect(offered(anna, group)).toBe('one_admin');
    expect(offered(boris, group)).toBe('default');
    expect((await client.call('getMyCommands', { scope: { type: 'all_private_chats' }, language_code: 'ru' })).result).toEqual(command('private_ru'));
    await client.call('deleteMyCommands', { scope: { type: 'all_private_chats' }, language_code: 'ru' });
    expect(offered(boris)).toBe('private');
    t.assertClean();
  });

  it('are checked', async () => {
    const refusal = (params: object): Promise<string> => client.refusal('setMyCommands', params);
    expect(await refusal({ commands: command('Ask') })).toBe('400 Bad Request: BOT_COMMAND_INVALID');
    expect(await refusal({ commands: [{ command: 'ask', description: '' }] })).toBe('400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID');
    expect(await refusal({ commands: [{ command: 'ask', description: 'я'.repeat(257) }] })).toBe('400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID');
    expect(await refusal({ commands: Array.from({ length: 101 }, (_, at) => ({ command: `c${at}`, description: 'd' })) })).toBe(
      '400 Bad Request: too much commands specified',
    );
    expect(await refusal({ commands: command('ask'), language_code: 'rus' })).toBe('400 Bad Request: LANG_CODE_INVALID');
    expect(await refusal({ commands: command('ask'), scope: { type: 'chat', chat_id: 77 } })).toBe('400 Bad Request: chat not found');
  });
});

describe('what the bot says of itself', () => {
  it('is kept by language, and has its lengths', async () => {
    await client.call('setMyDescription', { description: 'Answers' });
    await client.call('setMyDescription', { description: 'Отвечает', language_code: 'ru' });
    expect((await client.call('getMyDescription', { language_code: 'ru' })).result).toEqual({ description: 'Отвечает' });
    expect((await client.call('getMyDescription', { language_code: 'hy' })).result).toEqual({ description: 'Answers' });
    expect(profileText(t.bot, 'description', 'ru-RU')).toBe('Отвечает');
    await client.call('setMyName', { name: 'ОДКБ' });
    expect((await client.call('getMyName')).result).toEqual({ name: 'ОДКБ' });
    expect(await client.refusal('setMyShortDescription', { short_description: 'я'.repeat(120) })).toBe('accepted');
    expect(await client.refusal('setMyShortDescription', { short_description: 'я'.repeat(121) })).toBe('400 Bad Request: bot short description is too long');
    expect(await client.refusal('setMyDescription', { description: 'я'.repeat(513) })).toBe('400 Bad Request: bot description is too long');
  });
});
