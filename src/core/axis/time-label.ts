import type { MonthNames } from './month-names';
import { plainDigits } from './plain-digits';

/** What one reading of a time label says; absent parts are unknown. All in the chart's own wall clock. */
export interface TimeReading {
  /** Seconds since midnight, 0..86399. */
  secondOfDay?: number;
  /** 1..31 */
  day?: number;
  /** 1..12 */
  month?: number;
  /** Four digits. */
  year?: number;
}

const CLOCK = /(?:^|[ ,T])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)? ?([ap]m)?(?= |$)/i;
const HOUR = /(?:^| )(\d{1,2}) ?([ap]m)(?= |$)/i;
const YEAR_FIRST = /(?:^| )((?:19|20)\d{2})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?=[ T,]|$)/;
const YEAR_LAST = /(?:^| )(\d{1,2})[-/.](\d{1,2})[-/.]((?:20)?\d{2})(?= |$)/;
const PAIR = /(?:^| )(\d{1,2})[-/.](\d{1,2})(?= |$)/;
const SHORT_YEAR = /['’](\d{2})(?= |$)/;
const WORD = /[^\d\s'’.,:/-]+/gu;

function readClock(clock: RegExpExecArray | null, hour: RegExpExecArray | null): number | null {
  const found = clock ?? hour;
  if (!found) return null;
  const half = (clock ? clock[4] : hour?.[2])?.toLowerCase();
  const h = half ? (Number(found[1]) % 12) + (half === 'pm' ? 12 : 0) : Number(found[1]);
  const m = clock ? Number(clock[2]) : 0;
  const s = clock?.[3] ? Number(clock[3]) : 0;
  return h < 24 && m < 60 && s < 60 ? h * 3600 + m * 60 + s : null;
}

function isDay(day: number): boolean {
  return day >= 1 && day <= 31;
}

function isMonth(month: number): boolean {
  return month >= 1 && month <= 12;
}

function readNamedMonth(rest: string, months: MonthNames): { month: number; rest: string } | null {
  for (const word of rest.match(WORD) ?? []) {
    const month = months.get(word.toLowerCase());
    if (month) return { month, rest: rest.replace(word, ' ') };
  }
  return null;
}

/** Weekdays say nothing that the day beside them does not. */
function withoutWeekdays(text: string, months: MonthNames): string {
  return text
    .replace(WORD, (word) => (months.get(word.toLowerCase()) === 0 ? '' : word))
    .replace(/^[ .,]+/, '');
}

function readDate(given: string, months: MonthNames): TimeReading[] | null {
  const text = withoutWeekdays(given, months);
  const first = YEAR_FIRST.exec(text);
  if (first) {
    const [year, month, day] = [first[1], first[2], first[3]].map(Number);
    if (first[2] && isMonth(month)) return [first[3] ? { year, month, day } : { year, month }];
  }
  const last = YEAR_LAST.exec(text) ?? PAIR.exec(text);
  if (last) {
    const [a, b] = [Number(last[1]), Number(last[2])];
    const year = last[3] ? { year: Number(last[3].length === 2 ? `20${last[3]}` : last[3]) } : {};
    const readings: TimeReading[] = [];
    if (isMonth(a) && isDay(b)) readings.push({ month: a, day: b, ...year });
    if (a !== b && isDay(a) && isMonth(b)) readings.push({ month: b, day: a, ...year });
    const c = Number(last[3]);
    if (last[3]?.length === 2 && isMonth(b) && isDay(c)) readings.push({ month: b, day: c, year: 2000 + a });
    return readings.length ? readings : null;
  }
  const named = readNamedMonth(text, months);
  const rest = named?.rest ?? text;
  const yearText = /(?:^|\D)((?:19|20)\d{2})(?:\D|$)/.exec(rest)?.[1] ?? SHORT_YEAR.exec(rest)?.[1];
  const year = yearText ? { year: Number(yearText.length === 2 ? `20${yearText}` : yearText) } : {};
  const left = rest.replace(/['’]\d{2}(?!\d)/, ' ').replace(/\d{4}/, ' ');
  const dayText = /(?:^|\D)(\d{1,2})(?:\D|$)/.exec(left)?.[1];
  if (named) return [{ month: named.month, ...year, ...(dayText ? { day: Number(dayText) } : {}) }];
  if (yearText && !dayText) return [year];
  return /^\d{1,2}$/.test(left.trim()) && isDay(Number(dayText)) ? [{ day: Number(dayText) }] : null;
}

/**
 * Reads a time-axis label as constraints on the wall-clock time under it.
 * @returns every reading the text allows (`03/04` has two); empty where it is no time.
 */
export function readTimeLabel(text: string, months: MonthNames): TimeReading[] {
  const bareMonth = Number(/^(\d{1,2})月$/.exec(text.trim())?.[1]);
  if (isMonth(bareMonth)) return [{ month: bareMonth }];
  const plain = plainDigits(text)
    .replace(/[年月]/g, '-')
    .replace(/[日号]/g, ' ')
    .replace(/-(?= |$)/g, ' ')
    .trim();
  const clock = CLOCK.exec(plain);
  const hour = clock ? null : HOUR.exec(plain);
  const secondOfDay = readClock(clock, hour);
  if ((clock || hour) && secondOfDay === null) return [];
  const rest = plain
    .replace(clock?.[0] ?? hour?.[0] ?? '', ' ')
    .replace(/,/g, ' ')
    .trim();
  const dates = rest ? readDate(rest, months) : null;
  if (secondOfDay === null) return dates ?? [];
  if (rest && !dates) return [];
  return (dates ?? [{}]).map((date) => ({ ...date, secondOfDay }));
}
