import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../bot/mod.ts';

export interface Metrics {
  readonly meter: Meter;
  /** In Prometheus' text format. */
  render(): Promise<string>;
  readonly contentType: string;
  /** Says how many updates and sends are under way; asked whenever the metrics are read. */
  watchQueue(size: () => number): void;
}

/** Upper bounds in seconds: an answer takes milliseconds, Telegram's rate limit seconds. */
const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counts what the bot does. The only file that knows prom-client; a registry of its own, so that two bots do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  let queueSize = (): number => 0;
  new Gauge({
    name: 'csto_queue_length',
    help: 'Updates and sends under way',
    registers,
    collect() {
      this.set(queueSize());
    },
  });
  return {
    meter: createMeter(registers),
    render: () => registry.metrics(),
    contentType: registry.contentType,
    watchQueue: (size) => void (queueSize = size),
  };
}

function createMeter(registers: Registry[]): Meter {
  const updates = new Counter({ name: 'csto_updates_total', help: 'Updates dealt with', labelNames: ['kind'], registers });
  const duplicates = new Counter({ name: 'csto_duplicate_updates_total', help: 'Updates delivered again', registers });
  const questions = new Counter({
    name: 'csto_questions_total',
    help: 'Questions answered',
    labelNames: ['status', 'channel'],
    registers,
  });
  const answers = new Histogram({
    name: 'csto_answer_seconds',
    help: 'Time to find an answer, without sending it',
    labelNames: ['channel'],
    buckets: BUCKETS,
    registers,
  });
  const calls = new Histogram({
    name: 'csto_api_call_seconds',
    help: 'Calls of the Bot API',
    labelNames: ['method', 'outcome'],
    buckets: BUCKETS,
    registers,
  });
  const tooMany = new Counter({ name: 'csto_api_429_total', help: 'Times Telegram asked to wait', labelNames: ['method'], registers });
  return {
    update: (kind) => updates.inc({ kind }),
    duplicate: () => duplicates.inc(),
    answered({ status, channel, ms }) {
      questions.inc({ status, channel });
      answers.observe({ channel }, ms / 1000);
    },
    call: ({ method, outcome, ms }) => calls.observe({ method, outcome }, ms / 1000),
    tooMany: (method) => tooMany.inc({ method }),
  };
}
