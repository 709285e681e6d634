import { numberLocale } from './number-locale';

/** A moment in the user's locale and zone, to the minute: `21 Nov, 22:04`. */
export function formatMoment(timeMs: number, timeZone?: string): string {
  if (!Number.isFinite(timeMs) || timeMs <= 0) return '–';
  return new Intl.DateTimeFormat(numberLocale(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(timeMs);
}
