import { SingleBar, Presets } from 'cli-progress';

export interface Progress {
  readonly update: (work: string, done: number, total: number) => void;
  readonly stop: () => void;
}

/** Work of fewer steps is over before a bar could be read. */
const MIN_STEPS = 200;

/** A bar for long work, on a terminal only; nothing is written anywhere else. */
export function progressBar(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { update: () => {}, stop: () => {} };
  let current: { work: string; bar: SingleBar } | null = null;
  const stop = (): void => {
    current?.bar.stop();
    current = null;
  };
  const update = (work: string, done: number, total: number): void => {
    if (total < MIN_STEPS) return;
    if (current?.work !== work) {
      stop();
      const bar = new SingleBar(
        { stream, format: `${work} {bar} {percentage}% {value}/{total}, {eta_formatted} left`, clearOnComplete: true },
        Presets.shades_classic,
      );
      bar.start(total, done);
      current = { work, bar };
    }
    current.bar.update(done);
    if (done >= total) stop();
  };
  return { update, stop };
}
