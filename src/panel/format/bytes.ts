import { numberFormat } from './number-locale';

/** Storage in decimal units: `74 MB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  const [unit, size] =
    bytes >= 1e9
      ? (['gigabyte', 1e9] as const)
      : bytes >= 1e6
        ? (['megabyte', 1e6] as const)
        : (['kilobyte', 1e3] as const);
  return numberFormat({ style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 }).format(
    bytes / size,
  );
}
