import type { TimeReading } from './time-label';

/** Seconds of a day. Wall seconds everywhere = the chart's own clock read as if it were UTC. */
export const DAY_SEC = 86_400;

/** Days of 400 years, of 100, of 4 and of 1, in a calendar whose years begin in March. */
const [AGE_DAYS, CENTURY_DAYS, LEAP_DAYS, YEAR_DAYS] = [146_097, 36_524, 1461, 365];
/** Days from 1 March of the year 0 to the first of 1970. */
const EPOCH_DAYS = 719_468;

/** Year, month (1..12) and day of a wall time, s. (A search asks this thousands of times: a Date would be too slow.) */
export function civilDate(t: number): { year: number; month: number; day: number } {
  const days = Math.floor(t / DAY_SEC) + EPOCH_DAYS;
  const age = Math.floor(days / AGE_DAYS);
  const ofAge = days - age * AGE_DAYS;
  const leaps =
    ((ofAge / (LEAP_DAYS - 1)) | 0) - ((ofAge / CENTURY_DAYS) | 0) + ((ofAge / (AGE_DAYS - 1)) | 0);
  const yearOfAge = ((ofAge - leaps) / YEAR_DAYS) | 0;
  const ofYear = ofAge - daysBefore(yearOfAge);
  const fromMarch = ((5 * ofYear + 2) / 153) | 0;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = age * 400 + yearOfAge + (month < 3 ? 1 : 0);
  return { year, month, day: ofYear - (((153 * fromMarch + 2) / 5) | 0) + 1 };
}

/** Days of the first years of an age. */
function daysBefore(years: number): number {
  return years * YEAR_DAYS + ((years / 4) | 0) - ((years / 100) | 0);
}

/** Wall seconds of a midnight; the month may be out of 1..12 and carries into the year. Null for 31 February. */
export function midnight(year: number, month: number, day: number): number | null {
  const fromMarch = (((month - 3) % 12) + 12) % 12;
  const marchYear = year + Math.floor((month - 3) / 12);
  const age = Math.floor(marchYear / 400);
  const ofYear = (((153 * fromMarch + 2) / 5) | 0) + day - 1;
  const days = age * AGE_DAYS + daysBefore(marchYear - age * 400) + ofYear - EPOCH_DAYS;
  const t = days * DAY_SEC;
  return (day > 0 && day < 29) || civilDate(t).day === day ? t : null;
}

/** This year or month, the one before and the one after. */
const PERIODS = [0, -1, 1];
/** No more than half of the shortest. */
const [HALF_YEAR_SEC, HALF_MONTH_SEC] = [182 * DAY_SEC, 14 * DAY_SEC];

/** The moment nearest to `t` that a reading names: an unnamed hour is midnight, an unnamed day the first. */
export function nearestMoment(reading: TimeReading, t: number): number | null {
  const { year, month, day = 1, secondOfDay = 0 } = reading;
  const base = t - secondOfDay;
  if (year) return plus(midnight(year, month ?? 1, day), secondOfDay);
  if (!month && !reading.day) return Math.round(base / DAY_SEC) * DAY_SEC + secondOfDay;
  const at = civilDate(base);
  let best: number | null = null;
  for (const k of PERIODS) {
    const moment = month ? midnight(at.year + k, month, day) : midnight(at.year, at.month + k, day);
    if (moment === null) continue;
    if (best === null || Math.abs(moment - base) < Math.abs(best - base)) best = moment;
    // The same date of another year or month is farther away.
    if (Math.abs(best - base) < (month ? HALF_YEAR_SEC : HALF_MONTH_SEC)) break;
  }
  return plus(best, secondOfDay);
}

function plus(midnightSec: number | null, secondOfDay: number): number | null {
  return midnightSec === null ? null : midnightSec + secondOfDay;
}

/** Whether `t` lies in the day, month or year that a reading without a clock time names. */
export function liesWithin(reading: TimeReading, t: number): boolean {
  const { year, month, day, secondOfDay } = reading;
  if (secondOfDay !== undefined) return false;
  const at = civilDate(t);
  return (!day || day === at.day) && (!month || month === at.month) && (!year || year === at.year);
}

/** How far back a date without a year, a day number and a clock time are looked for. */
const [YEARS_BACK, MONTHS_BACK, DAYS_BACK] = [15, 24, 3];

/**
 * Wall times that a reading may stand for, newest first, none after `latest`: years or months back; for a clock alone
 * the last three days up to `latestClock`.
 * @param most How many are wanted.
 */
export function momentsBefore(
  reading: TimeReading,
  latest: number,
  latestClock = latest,
  most = Number.POSITIVE_INFINITY,
): number[] {
  const { year, month, day = 1, secondOfDay = 0 } = reading;
  const moments: number[] = [];
  const add = (midnightSec: number | null) => {
    if (midnightSec !== null && midnightSec + secondOfDay <= latest) moments.push(midnightSec + secondOfDay);
  };
  if (year) add(midnight(year, month ?? 1, day));
  else if (month || reading.day) {
    const at = civilDate(latest);
    const periods = month ? YEARS_BACK : MONTHS_BACK;
    for (let back = 0; back < periods && moments.length < most; back++)
      add(month ? midnight(at.year - back, month, day) : midnight(at.year, at.month - back, day));
  } else
    for (let back = 0; back < DAYS_BACK && moments.length < most; back++)
      add(Math.floor((latestClock - secondOfDay) / DAY_SEC - back) * DAY_SEC);
  return moments;
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
