import { describe, expect, it } from 'vitest';
import {
  clustersCsv,
  ESTIMATE_SENTENCE,
  exportName,
  frameJson,
  profileCsv,
} from '../../../src/core/frame/export-frame';
import { syntheticFrame } from '../../overlay/synthetic-frame';

const FRAME = syntheticFrame({ columns: 20, bins: 200, warmUp: 100 });

function table(csv: string): Record<string, string>[] {
  const [names, ...lines] = csv
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.split(',').map((name, index) => [name, cells[index]]));
  });
}

describe('profileCsv', () => {
  it('UXR-02 profileCsv(frame) begins with the sentence that it is an estimate', () => {
    expect(profileCsv(FRAME).split('\n')[0]).toBe(`# ${ESTIMATE_SENTENCE}`);
  });

  it('profileCsv(frame) sums to the profile within its two digits', () => {
    const rows = table(profileCsv(FRAME));
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
    const all = (values: Float32Array) => values.reduce((total, usd) => total + usd, 0);
    expect(sum('estimatedLongUsd') / all(FRAME.profile.long)).toBeCloseTo(1, 1);
    expect(sum('estimatedShortUsd') / all(FRAME.profile.short)).toBeCloseTo(1, 1);
  });

  it('profileCsv(frame) has levels that touch and rise', () => {
    const rows = table(profileCsv(FRAME));
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) expect(Number(row.highPrice)).toBeGreaterThan(Number(row.lowPrice));
  });

  it('profileCsv(empty profile) has a head and no line', () => {
    const empty = new Float32Array(FRAME.profile.bins);
    expect(table(profileCsv({ ...FRAME, profile: { ...FRAME.profile, long: empty, short: empty } }))).toEqual(
      [],
    );
  });
});

describe('clustersCsv', () => {
  it('clustersCsv(frame) has one line a cluster, estimates in two digits', () => {
    const rows = table(clustersCsv(FRAME));
    expect(rows.map(({ side }) => side)).toEqual(FRAME.clusters.map(({ side }) => side));
    for (const { estimatedUsd } of rows)
      expect(estimatedUsd.replace(/0+$/, '').length).toBeLessThanOrEqual(2);
  });

  it('clustersCsv(unknown ATR) leaves the cell empty, no NaN', () => {
    const clusters = FRAME.clusters.map((cluster) => ({ ...cluster, distanceAtr: Number.NaN }));
    const csv = clustersCsv({ ...FRAME, clusters });
    expect(csv).not.toContain('NaN');
    expect(table(csv)[0].distanceAtr).toBe('');
  });
});

describe('frameJson', () => {
  it('frameJson(frame) parses, says what it is and names instrument, time and model', () => {
    const parsed = JSON.parse(frameJson(FRAME));
    expect(parsed.note).toBe(ESTIMATE_SENTENCE);
    expect(parsed.instrument).toBe('binance:BTCUSDT');
    expect(parsed.asOf).toBe(new Date(FRAME.asOfMs).toISOString());
    expect(parsed.model).toBe('calibrated');
    expect(parsed.clusters).toHaveLength(FRAME.clusters.length);
  });

  it('frameJson(times and amounts that are no numbers) becomes null', () => {
    const parsed = JSON.parse(frameJson({ ...FRAME, asOfMs: Number.NaN, markPrice: Number.NaN }));
    expect([parsed.asOf, parsed.markPrice]).toEqual([null, null]);
  });
});

describe('exportName', () => {
  it('exportName(frame) is a plain file name', () => {
    const frame = { ...FRAME, asOfMs: Date.UTC(2026, 5, 22, 11, 45) };
    expect(exportName(frame, 'csv')).toBe('liqlens-BTCUSDT-20260622-1145.csv');
    const odd = { ...frame, instrument: { ...frame.instrument, symbol: '../BTC/USD:x' } };
    expect(exportName(odd, 'png')).toBe('liqlens-_BTC_USD_x-20260622-1145.png');
  });
});
