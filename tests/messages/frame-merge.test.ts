import { beforeAll, describe, expect, test } from 'vitest';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { decodeFrameUpdate, encodeFrameUpdate } from '../../src/messages/frame-codec';
import { diffFrames, mergeFrame } from '../../src/messages/frame-merge';
import type { FrameUpdate } from '../../src/messages/frame-update';
import { digestOf } from '../core/frame/frame-digest';
import {
  BAR,
  BTC,
  frameOf,
  freshEngine,
  marketEvents,
  QUERY,
  QUIET_MS,
  START,
  timeOf,
} from '../engine/market-fixture';

const BARS = 320;
const frames: HeatmapFrame[] = [];

/** Frames of a day while bars close one by one, as the background gets them. */
beforeAll(async () => {
  const events = marketEvents(BARS);
  const { engine, clock } = freshEngine(START);
  for (let bar = 300; bar <= BARS; bar += 1) {
    const untilMs = START + bar * BAR;
    const fromMs = bar === 300 ? START : untilMs - BAR;
    clock.nowMs = untilMs + 60_000;
    await engine.ingest(
      BTC,
      events.filter((event) => timeOf(event) >= fromMs && timeOf(event) < untilMs),
    );
    if (bar === 300) clock.nowMs += QUIET_MS;
    frames.push(await frameOf(engine));
  }
});

function received(held: HeatmapFrame | null, update: FrameUpdate): HeatmapFrame | null {
  if (update.kind === 'full') return update.frame;
  return update.kind === 'tail' && held ? mergeFrame(held, update) : held;
}

describe('diffFrames and mergeFrame', () => {
  test('tails applied one after the other equal the whole frames', () => {
    let held: HeatmapFrame | null = null;
    let tails = 0;
    let sent: HeatmapFrame | null = null;
    for (const frame of frames) {
      const update = diffFrames(sent, frame);
      tails += update.kind === 'tail' ? 1 : 0;
      held = received(held, update);
      expect(digestOf(held)).toEqual(digestOf(frame));
      sent = frame;
    }
    expect(tails).toBeGreaterThan(frames.length / 2);
  });

  test('diffFrames of a bar that closed carries few columns', () => {
    const update = diffFrames(frames[3], frames[4]);
    if (update.kind !== 'tail') throw new Error(update.kind);
    expect(update.frame.grid.columns).toBeLessThanOrEqual(2);
    expect(update.dropColumns).toBe(1);
    expect(update.frame.grid.usd).toHaveLength(update.frame.grid.columns * update.frame.grid.bins);
  });

  test('diffFrames of an equal frame carries one column', () => {
    const update = diffFrames(frames[3], structuredClone(frames[3]));
    expect(update.kind === 'tail' && update.frame.grid.columns).toBe(1);
  });

  test('diffFrames without a frame sent before, or of another view, is full', () => {
    expect(diffFrames(null, frames[0]).kind).toBe('full');
    expect(diffFrames(frames[0], { ...frames[1], query: { ...QUERY, side: 'long' } }).kind).toBe('full');
    expect(diffFrames(frames[0], { ...frames[1], instrument: { ...BTC, symbol: 'ETHUSDT' } }).kind).toBe(
      'full',
    );
    const moved = { ...frames[1], grid: { ...frames[1].grid, logPriceMin: 1 } };
    expect(diffFrames(frames[0], moved).kind).toBe('full');
    expect(diffFrames(frames[1], frames[0]).kind).toBe('full');
  });

  test('diffFrames finds a change in an old column', () => {
    const changed = structuredClone(frames[4]);
    changed.grid.usd[200 * changed.grid.bins + 5] ^= 1;
    const update = diffFrames(frames[3], changed);
    expect(update.kind === 'tail' && update.fromColumn).toBe(200);
  });

  test('mergeFrame onto another frame than the tail was made for is null', () => {
    const update = diffFrames(frames[3], frames[4]);
    if (update.kind !== 'tail') throw new Error(update.kind);
    expect(mergeFrame(frames[2], update)).toBeNull();
    expect(mergeFrame(frames[4], update)).toBeNull();
  });
});

describe('encodeFrameUpdate', () => {
  test('decodeFrameUpdate gives full frames and tails back as they were', () => {
    for (const update of [diffFrames(null, frames[0]), diffFrames(frames[3], frames[4])]) {
      expect(digestOf(decodeFrameUpdate(encodeFrameUpdate(update)))).toEqual(digestOf(update));
    }
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"kind":"full"}',
    '{"kind":"tail","frame":{"version":2}}',
    '{"kind":"other"}',
  ])('decodeFrameUpdate of %s is none', (text) => {
    expect(decodeFrameUpdate(text)).toEqual({ kind: 'none', reason: 'unreadable update' });
  });
});
