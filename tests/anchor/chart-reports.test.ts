import { beforeEach, describe, expect, it } from 'vitest';
import { type ChartReports, createChartReports } from '../../src/anchor/chart-reports';
import type { SourcedReading } from '../../src/anchor/choose-readings';
import { type FakePage, fakePage } from './fake-page';

const PANE = { left: 0, top: 0, width: 600, height: 300 };
const PRICE = { scale: 'linear', a: -0.1, b: 6400, samples: 9, inliers: 9, rmsPx: 0.1 } as const;

let page: FakePage;
let reports: ChartReports;
let said: { seq: number; chartKey: string; state: string; reason?: string; bars?: string }[];

const reading = (change: Partial<SourcedReading> = {}): SourcedReading => ({
  element: page.canvas(PANE),
  source: 'axis-tap',
  state: 'locked',
  pane: PANE,
  price: PRICE,
  time: null,
  ...change,
});

describe('createChartReports', () => {
  beforeEach(() => {
    page = fakePage();
    said = [];
    reports = createChartReports('p', (detail) => said.push(JSON.parse(detail)));
  });

  it('update says the same reading once, and again after restart', () => {
    const chart = reading();
    reports.update([chart]);
    reports.update([chart]);
    expect(said).toHaveLength(1);
    reports.restart();
    reports.update([chart]);
    expect(said.map(({ chartKey }) => chartKey)).toEqual(['p1', 'p1']);
    expect(said[1].seq).toBe(said[0].seq + 1);
  });

  it('update says bars apart from the labels, and no more when they are no longer given', () => {
    const chart = reading();
    reports.update([{ ...chart, bars: 'b' }]);
    reports.update([chart]);
    expect(said.map(({ bars }) => bars)).toEqual(['b', undefined]);
  });

  it('update says of a chart that is no longer read that it is gone', () => {
    reports.update([reading()]);
    reports.update([]);
    expect(said[1]).toMatchObject({ chartKey: 'p1', state: 'lost', reason: 'gone', price: null });
  });

  it('loseAll says the reason for every chart', () => {
    reports.update([reading(), reading({ pane: { ...PANE, top: 400 } })]);
    reports.loseAll('hidden');
    expect(said.slice(2)).toMatchObject([
      { chartKey: 'p1', state: 'lost', reason: 'hidden' },
      { chartKey: 'p2', state: 'lost', reason: 'hidden' },
    ]);
  });
});
