import { numberFormat } from './number-locale';

type AgeUnit = 'second' | 'minute' | 'hour' | 'day';

const LADDER: { unit: AgeUnit; ms: number; below: number }[] = [
  { unit: 'second', ms: 1000, below: 90_000 },
  { unit: 'minute', ms: 60_000, below: 90 * 60_000 },
  { unit: 'hour', ms: 3_600_000, below: 48 * 3_600_000 },
  { unit: 'day', ms: 86_400_000, below: Number.POSITIVE_INFINITY },
];

/** A length of time in its largest sensible unit, rounded down: `12s`, `4m`, `2h`, `3d`. Negative counts as 0. */
export function formatAge(ageMs: number): string {
  if (!Number.isFinite(ageMs)) return '–';
  const age = Math.max(0, ageMs);
  const step = LADDER.find((rung) => age < rung.below) ?? LADDER[3];
  return inUnit(Math.floor(age / step.ms), step.unit);
}

function inUnit(value: number, unit: AgeUnit): string {
  return numberFormat({ style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 0 }).format(value);
}
