import type { TimeReading } from './time-label';

/** Seconds of a day. Wall seconds everywhere = the chart's own clock read as if it were UTC. */
export const DAY_SEC = 86_400;

/** Year, month (1..12) and day of a wall time, s. */
export function civilDate(t: number): { year: number; month: number; day: number } {
  const date = new Date(t * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Wall seconds of a midnight; the month may be out of 1..12 and carries into the year. Null for 31 February. */
export function midnight(year: number, month: number, day: number): number | null {
  const t = Date.UTC(year, month - 1, day) / 1000;
  return civilDate(t).day === day ? t : null;
}

function nearest(moments: (number | null)[], t: number): number | null {
  let best: number | null = null;
  for (const moment of moments)
    if (moment !== null && (best === null || Math.abs(moment - t) < Math.abs(best - t))) best = moment;
  return best;
}

/** The moment nearest to `t` that a reading names: an unnamed hour is midnight, an unnamed day the first. */
export function nearestMoment(reading: TimeReading, t: number): number | null {
  const { year, month, day, secondOfDay = 0 } = reading;
  if (!year && !month && !day) return Math.round((t - secondOfDay) / DAY_SEC) * DAY_SEC + secondOfDay;
  const base = t - secondOfDay;
  const at = civilDate(base);
  const found = year
    ? midnight(year, month ?? 1, day ?? 1)
    : nearest(
        [-1, 0, 1].map((k) =>
          month ? midnight(at.year + k, month, day ?? 1) : midnight(at.year, at.month + k, day ?? 1),
        ),
        base,
      );
  return found === null ? null : found + secondOfDay;
}

/** Whether `t` lies in the day, month or year that a reading without a clock time names. */
export function liesWithin(reading: TimeReading, t: number): boolean {
  const { year, month, day, secondOfDay } = reading;
  if (secondOfDay !== undefined) return false;
  const at = civilDate(t);
  return (!day || day === at.day) && (!month || month === at.month) && (!year || year === at.year);
}

/**
 * Wall times that a reading may stand for, newest first, none after `latest`: years or months back; for a clock alone
 * the last three days up to `latestClock`.
 */
export function momentsBefore(reading: TimeReading, latest: number, latestClock = latest): number[] {
  const { year, month, day, secondOfDay = 0 } = reading;
  const at = civilDate(latest);
  let moments: (number | null)[];
  if (year) moments = [midnight(year, month ?? 1, day ?? 1)];
  else if (month)
    moments = Array.from({ length: 15 }, (_, back) => midnight(at.year - back, month, day ?? 1));
  else if (day) moments = Array.from({ length: 24 }, (_, back) => midnight(at.year, at.month - back, day));
  else moments = [0, 1, 2].map((back) => Math.floor((latestClock - secondOfDay) / DAY_SEC - back) * DAY_SEC);
  return moments.flatMap((m) => (m !== null && m + secondOfDay <= latest ? [m + secondOfDay] : []));
}

/** The next few wall times after `from` that a neighbouring label's reading may stand for, nearest first. */
export function momentsAfter(reading: TimeReading, from: number): number[] {
  const { year, month, day, secondOfDay = 0 } = reading;
  if (!year && !month && !day) {
    const first = Math.floor((from - secondOfDay) / DAY_SEC + 1) * DAY_SEC + secondOfDay;
    return [0, 1, 2, 3, 4, 5, 6].map((days) => first + days * DAY_SEC);
  }
  if (year)
    return [midnight(year, month ?? 1, day ?? 1)].flatMap((m) =>
      m !== null && m + secondOfDay > from ? [m + secondOfDay] : [],
    );
  const at = civilDate(from);
  const found: number[] = [];
  for (let ahead = 0; ahead <= 4; ahead++) {
    const m = month
      ? midnight(at.year + ahead, month, day ?? 1)
      : midnight(at.year, at.month + ahead, day ?? 1);
    if (m !== null && m + secondOfDay > from && found.length < 3) found.push(m + secondOfDay);
  }
  return found;
}
