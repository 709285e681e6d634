import { describe, expect, test } from 'vitest';
import type { TimeAxis } from '../../../src/core/axis/axis-mapping';
import type { CandleLine } from '../../../src/core/axis/candle-match';
import { type ChartClock, type ClockView, trackChartClock } from '../../../src/core/axis/chart-clock';
import { monthNames } from '../../../src/core/axis/month-names';
import { seededRandom } from '../../pages/lab/lab-candles';

const HOUR = 3600;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 20, 14, 7) / 1000;
const WIDTH = 800;
const STEPS = [1, 3, 6, 12, 24, 48, 96].map((hours) => hours * HOUR);
const LABEL_PX = 70;
const MIN_CANDLES = 6;
const MONTHS = monthNames(() => []);
const NAMES = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const ZONES = [0, -5, 5.5, 8, -3, 1, 13];
const VIEWS = 60;

/** A chart that a session moves, and what it shows. */
interface Session {
  leftSec: number;
  secPerPx: number;
  zoneSec: number;
  nowSec: number;
  barSec: number;
}

/** Clock times, day numbers and months as charts write them, at the moments for which they stand. */
function labelsOf({ leftSec, secPerPx, zoneSec }: Session): ClockView['labels'] {
  const step = STEPS.find((sec) => sec / secPerPx >= LABEL_PX) ?? STEPS[STEPS.length - 1];
  const wall = leftSec + zoneSec;
  const labels: ClockView['labels'] = [];
  for (let t = Math.ceil(wall / step) * step; t < wall + WIDTH * secPerPx; t += step) {
    const date = new Date(t * 1000);
    const day = date.getUTCDate() === 1 ? NAMES[date.getUTCMonth()] : `${date.getUTCDate()}`;
    labels.push({ text: t % DAY ? date.toISOString().slice(11, 16) : day, x: (t - wall) / secPerPx });
  }
  return labels;
}

function candlesOf({ leftSec, secPerPx, barSec }: Session, random: () => number): CandleLine | null {
  if ((WIDTH * secPerPx) / barSec < MIN_CANDLES) return null;
  const shiftPx = (random() - 0.5) * 0.3;
  return { pxPerSec: 1 / secPerPx, x0: shiftPx - leftSec / secPerPx, barSec, middleX: 500 };
}

function errorPx(axis: TimeAxis, { leftSec, secPerPx }: Session): number {
  const at = (x: number) => Math.abs(axis.x0 + (leftSec + x * secPerPx) * axis.pxPerSec - x);
  return Math.max(at(0), at(WIDTH));
}

/** One thing that happens to a chart, by chance; whether a hand does it. */
function act(session: Session, random: () => number): boolean {
  const kind = random();
  const hours = (most: number) => Math.round((random() - 0.5) * most) * HOUR;
  session.nowSec += random() * 4;
  if (kind < 0.4) session.leftSec += Math.round((random() - 0.5) * 600) * session.secPerPx;
  else if (kind < 0.6) {
    const secPerPx = Math.min(1100, Math.max(20, session.secPerPx * (0.7 + random() * 0.7)));
    session.leftSec += (WIDTH / 2) * (session.secPerPx - secPerPx);
    session.secPerPx = secPerPx;
  } else if (kind < 0.7) session.leftSec += hours(60);
  else if (kind < 0.8) session.zoneSec = ZONES[Math.floor(random() * ZONES.length)] * HOUR;
  else if (kind < 0.85) session.leftSec = NOW - WIDTH * session.secPerPx + 1000;
  return kind < 0.6;
}

interface Outcome {
  timed: number;
  worstPx: number;
}

/** Reads a chart through a session; `seen` is the share of its views whose candles can be read. */
function run(seed: number, seen: number): Outcome {
  const random = seededRandom(seed);
  const clock: ChartClock = trackChartClock(MONTHS);
  const session = { leftSec: NOW - 3 * DAY, secPerPx: 400, zoneSec: 0, nowSec: NOW, barSec: HOUR };
  const outcome: Outcome = { timed: 0, worstPx: 0 };
  for (let step = 0; step < VIEWS; step++) {
    const isMoved = step > 0 && act(session, random);
    const isSeen = random() < seen;
    const isLost = random() < 0.05;
    const axis = clock.read({
      labels: isLost ? [] : labelsOf(session),
      edges: [0, WIDTH],
      nowSec: session.nowSec,
      hasLooseDates: false,
      isMoved,
      candleLine: () => (isSeen ? candlesOf(session, random) : null),
    });
    if (!axis || axis.ambiguous) continue;
    outcome.timed++;
    outcome.worstPx = Math.max(outcome.worstPx, errorPx(axis, session));
  }
  return outcome;
}

const SEEDS = Array.from({ length: 30 }, (_, i) => i + 1);

describe('trackChartClock through random sessions of pans, zooms, jumps and zones', () => {
  test.each([0, 0.1, 0.5, 1])('locks no view wrongly where %d of the views show candles', (seen) => {
    const wrong = SEEDS.filter((seed) => run(seed, seen).worstPx > 1);
    expect(wrong).toEqual([]);
  });

  test('locks all views that show candles, most where half of them do, and none where none does', () => {
    const share = (seen: number) =>
      SEEDS.reduce((sum, seed) => sum + run(seed, seen).timed, 0) / (VIEWS * SEEDS.length);
    expect(share(1)).toBeGreaterThan(0.95);
    expect(share(0.5)).toBeGreaterThan(0.6);
    expect(share(0)).toBe(0);
  });
});
