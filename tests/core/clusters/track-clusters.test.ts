import { describe, expect, test } from 'vitest';
import { countOutcomes, penetration, type TouchBar } from '../../../src/core/clusters/cluster-touch';
import { endedClusters } from '../../../src/core/clusters/ended-clusters';
import { type ClusterDraft, measureClusters } from '../../../src/core/clusters/measure-clusters';
import {
  advanceHistory,
  type ClusterHistory,
  EMPTY_HISTORY,
  judgeTouches,
  lifeOfTrack,
  nameClusters,
} from '../../../src/core/clusters/track-clusters';
import { clusterInput, hills, MARK } from './profile-samples';

const MINUTE = 60_000;

function drafts(...peaks: [number, number][]): ClusterDraft[] {
  return measureClusters(clusterInput(hills(peaks)));
}

function bar(minute: number, high = MARK, low = MARK, close = MARK): TouchBar {
  return { closeMs: minute * MINUTE, high, low, close };
}

const SHORTS = drafts([230, 80]);
const [ZONE] = SHORTS;
const INSIDE = (ZONE.lowPrice + ZONE.highPrice) / 2;

function follow(bars: TouchBar[], found: (bar: TouchBar) => ClusterDraft[] = () => SHORTS): ClusterHistory {
  return bars.reduce(
    (history, next) => advanceHistory(history, found(next), next),
    advanceHistory(EMPTY_HISTORY, SHORTS, bar(0)),
  );
}

describe('advanceHistory', () => {
  test('advanceHistory keeps the id of a zone that moves a little and gives another to a new one', () => {
    const first = advanceHistory(EMPTY_HISTORY, SHORTS, bar(0));
    const moved = drafts([231, 85], [300, 60]);
    const second = advanceHistory(first, moved, bar(5));
    const named = nameClusters(second, moved, 5 * MINUTE);
    expect(named.find(({ notionalUsd }) => notionalUsd > 290)?.id).toBe(first.tracks[0].id);
    expect(new Set(named.map(({ id }) => id)).size).toBe(2);
    expect(named.map(({ firstSeenMs }) => firstSeenMs).sort()).toEqual([0, 5 * MINUTE]);
  });

  test('advanceHistory leaves the history it was given alone', () => {
    const before = structuredClone(EMPTY_HISTORY);
    follow([bar(5), bar(10, INSIDE)]);
    expect(EMPTY_HISTORY).toEqual(before);
  });

  test('a zone far away is building, one within an ATR is near', () => {
    const life = (atr1h: number) => {
      const found = measureClusters(clusterInput(hills([[230, 80]]), { atr1h }));
      return nameClusters(advanceHistory(EMPTY_HISTORY, found, bar(0)), found, 0)[0].life;
    };
    expect([life(0.5), life(10)]).toEqual(['building', 'near']);
  });

  test('a bar that reaches into a zone makes it touched, the next one outside partly cleared', () => {
    const touched = follow([bar(5, INSIDE)]);
    expect(nameClusters(touched, SHORTS, 0)[0].life).toBe('touched');
    const left = follow([bar(5, INSIDE), bar(10)]);
    expect(nameClusters(left, SHORTS, 0)[0].life).toBe('partly-cleared');
  });

  test('a bar through a zone clears it, and the track says so while the zone is gone', () => {
    const through = follow([bar(5, ZONE.highPrice * 1.01, MARK, ZONE.highPrice * 1.005)], () => []);
    expect(through.tracks.map(lifeOfTrack)).toEqual(['cleared']);
  });

  test('a zone that is not found for half an hour has faded, and is forgotten hours later', () => {
    const bars = Array.from({ length: 8 }, (_, index) => bar(5 * (index + 1)));
    expect(follow(bars.slice(0, 5), () => []).tracks.map(lifeOfTrack)).toEqual(['building']);
    expect(follow(bars, () => []).tracks.map(lifeOfTrack)).toEqual(['faded']);
    expect(follow([...bars, bar(400)], () => []).tracks).toEqual([]);
  });
});

describe('endedClusters', () => {
  test('endedClusters lists what was cleared or has faded, without weight in any ranking', () => {
    const through = follow([bar(5, ZONE.highPrice * 1.01, MARK, ZONE.highPrice * 1.005)], () => []);
    const [ended, ...others] = endedClusters(through, ZONE.highPrice * 1.005, 1);
    expect(others).toEqual([]);
    expect(ended).toMatchObject({
      id: through.tracks[0].id,
      life: 'cleared',
      importance: 0,
      class: 'scattered',
    });
    expect(ended.notionalUsd).toBeCloseTo(ZONE.notionalUsd, 6);
    expect(ended.distancePct).toBeLessThan(0);
  });

  test('endedClusters of a history in which all zones stand is empty', () => {
    expect(endedClusters(follow([bar(5)]), MARK, 1)).toEqual([]);
  });
});

describe('outcomes of touches', () => {
  test('a close beyond the far edge is through, at once', () => {
    const { touches } = follow([bar(5, ZONE.highPrice * 1.01, MARK, ZONE.highPrice * 1.005)]);
    expect(touches).toMatchObject([{ outcome: 'through', touchedMs: 5 * MINUTE, side: 'short' }]);
    expect(touches[0].notionalUsd).toBeCloseTo(ZONE.notionalUsd, 6);
  });

  test('a close back before the near edge an hour after the touch is reversed', () => {
    const open = follow([bar(5, INSIDE), bar(60)]);
    expect(open.touches).toEqual([]);
    expect(follow([bar(5, INSIDE), bar(65)]).touches).toMatchObject([{ outcome: 'reversed' }]);
  });

  test('a close still inside an hour after the touch is partial', () => {
    expect(follow([bar(5, INSIDE), bar(65, INSIDE, MARK, INSIDE)]).touches).toMatchObject([
      { outcome: 'partial' },
    ]);
  });

  test('a touch is recorded with what stood there before it, not with the rest', () => {
    const rest = drafts([230, 20]);
    const { touches } = follow([bar(5, INSIDE), bar(65)], () => rest);
    expect(touches[0].notionalUsd).toBeCloseTo(ZONE.notionalUsd, 6);
  });

  test('a touch is decided once', () => {
    const bars = [bar(5, INSIDE), bar(65), bar(70, INSIDE), bar(140)];
    expect(follow(bars).touches).toHaveLength(1);
  });

  test('a bar nobody looked at is judged all the same', () => {
    const seen = advanceHistory(EMPTY_HISTORY, SHORTS, bar(0));
    const judged = judgeTouches(judgeTouches(seen, bar(5, INSIDE)), bar(65));
    expect(judged.touches).toMatchObject([{ outcome: 'reversed' }]);
    expect(judged.tracks).toHaveLength(1);
  });

  test('countOutcomes counts the newest ones', () => {
    const record = (outcome: 'through' | 'reversed') => ({
      clusterId: 'x',
      side: 'long' as const,
      touchedMs: 0,
      outcome,
      notionalUsd: 1,
    });
    const touches = [record('through'), record('reversed'), record('reversed')];
    expect(countOutcomes(touches, 2)).toEqual({ through: 0, reversed: 2, partial: 0, total: 2 });
  });

  test('penetration of longs is measured from above and ends at 1', () => {
    expect(penetration('long', 90, 92, bar(0, 95, 93))).toBe(0);
    expect(penetration('long', 90, 92, bar(0, 95, 91))).toBe(0.5);
    expect(penetration('long', 90, 92, bar(0, 95, 80))).toBe(1);
    expect(penetration('long', 90, 92, bar(0, 95, 92))).toBeGreaterThan(0);
  });
});
