import { afterEach, describe, expect, it } from 'vitest';
import { Bot as GrammyBot, InputFile, webhookCallback } from 'grammy';
import { Telegraf } from 'telegraf';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestWorld } from './test-world.ts';

/** The two clients that the bot uses, as they come, against the server: both ends of every exchange are real. */
interface Echo {
  readonly start: (t: TestWorld) => Promise<() => Promise<unknown>>;
}

const ALLOWED = ['message', 'edited_message', 'callback_query', 'inline_query', 'chosen_inline_result', 'guest_message', 'my_chat_member'] as const;

const grammy = (t: TestWorld): GrammyBot => {
  const bot = new GrammyBot(t.token, { client: { apiRoot: t.apiRoot } });
  bot.catch(() => undefined);
  bot.on('message:document', async (ctx) => {
    const file = await ctx.getFile();
    const response = await fetch(`${t.apiRoot}/file/bot${t.token}/${file.file_path}`);
    await ctx.replyWithDocument(new InputFile(new TextEncoder().encode((await response.text()).toUpperCase()), 'loud.txt'), { caption: 'louder' });
  });
  bot.on('message:text', (ctx) =>
    ctx.reply(ctx.message.text, {
      reply_parameters: { message_id: ctx.message.message_id },
      reply_markup: { inline_keyboard: [[{ text: 'More', callback_data: 'more' }]] },
    }),
  );
  bot.on('callback_query', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'here' });
    await ctx.editMessageText('more');
  });
  bot.on('inline_query', (ctx) =>
    ctx.answerInlineQuery(
      [
        {
          type: 'article',
          id: '1',
          title: 'One',
          input_message_content: { message_text: ctx.inlineQuery.query },
          reply_markup: { inline_keyboard: [[{ text: 'Open', callback_data: 'open' }]] },
        },
      ],
      { cache_time: 0 },
    ),
  );
  return bot;
};

const telegraf = (t: TestWorld): Telegraf => {
  const bot = new Telegraf(t.token, { telegram: { apiRoot: t.apiRoot, webhookReply: true } });
  bot.on('text', (ctx) => ctx.reply(ctx.message.text, { reply_markup: { inline_keyboard: [[{ text: 'More', callback_data: 'more' }]] } }));
  bot.on('document', async (ctx) => {
    const link = await ctx.telegram.getFileLink(ctx.message.document.file_id);
    const text = await (await fetch(link)).text();
    await ctx.replyWithDocument({ source: Buffer.from(text.toUpperCase()), filename: 'loud.txt' }, { caption: 'louder' });
  });
  bot.on('callback_query', async (ctx) => {
    await ctx.answerCbQuery('here');
    await ctx.editMessageText('more');
  });
  bot.on('inline_query', (ctx) =>
    ctx.answerInlineQuery(
      [
        {
          type: 'article',
          id: '1',
          title: 'One',
          input_message_content: { message_text: ctx.inlineQuery.query },
          reply_markup: { inline_keyboard: [[{ text: 'Open', callback_data: 'open' }]] },
        },
      ],
      { cache_time: 0 },
    ),
  );
  return bot;
};

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ server: Server; url: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const stopServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const onWebhook =
  (handler: (request: IncomingMessage, response: ServerResponse) => unknown) =>
  (request: IncomingMessage, response: ServerResponse): void =>
    void handler(request, response);

const CLIENTS: Record<string, Echo> = {
  'grammY by polling': {
    async start(t) {
      const bot = grammy(t);
      await new Promise<void>((resolve) => void bot.start({ allowed_updates: ALLOWED, onStart: () => resolve() }));
      return () => bot.stop();
    },
  },
  'grammY by webhook': {
    async start(t) {
      const bot = grammy(t);
      const { server, url } = await listen(onWebhook(webhookCallback(bot, 'http', { secretToken: 'secret' })));
      await bot.api.setWebhook(url, { secret_token: 'secret', allowed_updates: ALLOWED });
      return () => stopServer(server);
    },
  },
  'Telegraf by polling': {
    async start(t) {
      const bot = telegraf(t);
      await new Promise<void>((resolve) => void bot.launch({ allowedUpdates: ALLOWED as never }, () => resolve()).catch(() => undefined));
      return async () => bot.stop();
    },
  },
  'Telegraf by webhook': {
    async start(t) {
      const bot = telegraf(t);
      const { server, url } = await listen(onWebhook(bot.webhookCallback('/hook', { secretToken: 'secret' })));
      await bot.telegram.setWebhook(url, { secret_token: 'secret', allowed_updates: ALLOWED as never });
      return () => stopServer(server);
    },
  },
};

describe.each(Object.entries(CLIENTS))('%s', (_name, client) => {
  const running: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });

  const begin = async (): Promise<TestWorld> => {
    const t = await TestWorld.start();
    running.push(() => t.close(), await client.start(t));
    return t;
  };

  it('talks, presses, edits', async () => {
    const t = await begin();
    const anna = t.person();
    anna.say('Привет 👋');
    const reply = await t.hears(anna);
    expect(reply.text).toBe('Привет 👋');
    const pressed = anna.press(reply, 'More');
    expect(pressed.kind === 'callback' && (await pressed.answered()).text).toBe('here');
    expect((await t.hearsEdit(anna)).text).toBe('more');
    t.assertClean();
  });

  it('carries files both ways', async () => {
    const t = await begin();
    const anna = t.person();
    anna.upload({ name: 'тихо.txt', bytes: 'тихо' });
    const reply = await t.hears(anna);
    expect(reply.caption).toBe('louder');
    expect(new TextDecoder().decode(t.world.files.byId(reply.document?.file_id ?? '')?.bytes)).toBe('ТИХО');
    t.assertClean();
  });

  it('works inline, and edits what it is not a member of', async () => {
    const t = await begin();
    const [anna, boris] = [t.person(), t.person({ first_name: 'Boris' })];
    const friends = t.peopleChat(anna, boris);
    const answer = await anna.inline('что', { in: friends });
    const sent = anna.choose(answer, 0, { in: friends });
    expect(sent.text).toBe('что');
    boris.press(sent, 'Open');
    expect((await t.hearsEdit(friends)).text).toBe('more');
    t.assertClean();
  });
});
