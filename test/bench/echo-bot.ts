import { run } from '@grammyjs/runner';
import { Bot } from 'grammy';

/** The least that a bot can do, as a measure: grammY, its runner, and the same words back. */
const { BOT_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot = '' } = process.env;
const bot = new Bot(token, { client: { apiRoot } });
bot.on('message:text', (context) => context.reply(context.message.text));
bot.on('inline_query', (context) => context.answerInlineQuery([{ type: 'article', id: '1', title: 'echo', input_message_content: { message_text: 'echo' } }]));
run(bot);
process.stdout.write('"ready"\n');
