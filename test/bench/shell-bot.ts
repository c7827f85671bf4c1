import { systemClock } from '../../src/clock.ts';
import { parseBotConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startBot } from '../../src/wire.ts';
import { SmallCorpus } from '../telegram/small-corpus.ts';

/** The whole bot over a corpus of seven paragraphs that answers at once: what the bot costs without retrieval. */
const config = parseBotConfig(process.env);
const log = createLog({ level: config.logLevel, secrets: [config.token], write: (line) => process.stdout.write(line) });
const bot = await startBot({ config, clock: systemClock, log, open: async () => new SmallCorpus() });
process.once('SIGTERM', () => void bot.stop(5000).then(() => process.exit(0)));
