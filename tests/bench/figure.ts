/** One measured number; the name stays the same from version to version. */
export interface Figure {
  /** Dotted path: `speed.liveBarUs`. */
  name: string;
  value: number;
  /** Ends of the interval around `value` where one was computed. */
  low?: number;
  high?: number;
  unit: string;
  /** The bar that an issue sets. */
  must?: { op: '<=' | '>='; value: number };
  ok?: boolean;
}

/** What `--json FILE` holds. */
export interface FigureReport {
  commit: string;
  machine: string;
  figures: Figure[];
}

/** A figure with its bar and whether it passes. */
export function figure(name: string, value: number, unit: string, must?: Figure['must']): Figure {
  if (must === undefined) return { name, value, unit };
  const ok = must.op === '<=' ? value <= must.value : value >= must.value;
  return { name, value, unit, must, ok };
}

/** The figures as a table for the terminal. */
export function figureTable(figures: readonly Figure[]): string {
  const width = Math.max(10, ...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, value, unit, must, ok }) => {
      const bar = must === undefined ? '' : `  must ${must.op} ${must.value}  ${ok ? 'ok' : 'MISSED'}`;
      return `${name.padEnd(width)}  ${numberText(value)} ${unit}${bar}`;
    })
    .join('\n');
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}

/** Middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** `share` 0..1 of the sorted values; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
