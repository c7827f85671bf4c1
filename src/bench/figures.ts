import { writeLine, writeRow } from '../commands/command.ts';

/** One thing measured; `baseline` names the figure of the same run that `ratio` is over. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly baseline?: string;
  /** What it is to reach, for people. */
  readonly target?: string;
}

/** p50 and p99 of some times in ms, beside those of a baseline. */
export function timeFigures(name: string, times: readonly number[], over?: { name: string; times: readonly number[]; target?: string }): Figure[] {
  return [50, 99].map((percent) => {
    const value = percentile(times, percent);
    const figure: Figure = { name: `${name} p${percent}`, value, unit: 'ms' };
    if (!over) return figure;
    const ratio = value / percentile(over.times, percent);
    // Targets are for the usual case; the slowest of a hundred is the machine's as much as ours.
    const target = percent === 50 && over.target !== undefined ? { target: over.target } : {};
    return { ...figure, ratio, baseline: `${over.name} p${percent}`, ...target };
  });
}

/** The nearest-rank percentile: always a time that was measured. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Writes figures as soon as they are there: a long run that is broken off has shown what it found. */
export function show(title: string, figures: readonly Figure[], json: boolean): void {
  if (json) return figures.forEach((figure) => writeRow(jsonRow(figure)));
  const width = Math.max(...figures.map(({ name }) => name.length));
  writeLine(title);
  for (const { name, value, unit, ratio, baseline, target } of figures) {
    const beside = ratio === undefined ? '' : `  ${ratio.toFixed(2).padStart(6)}x ${baseline}`;
    writeLine(
      `  ${name.padEnd(width)}  ${readable(value).padStart(9)} ${unit.padEnd(10)}${beside}${target === undefined ? '' : `  (target ${target})`}`.trimEnd(),
    );
  }
  writeLine();
}

function jsonRow({ target: _, ...row }: Figure): object {
  return { ...row, value: significant(row.value), ...(row.ratio === undefined ? {} : { ratio: significant(row.ratio) }) };
}

/** Four digits: more would be noise. */
function significant(value: number): number {
  return Number(value.toPrecision(4));
}

function readable(value: number): string {
  return value >= 1_000 ? Math.round(value).toLocaleString('en-GB') : String(significant(value));
}
