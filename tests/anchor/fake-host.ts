/** One chart of a fake Advanced Charts layout; ranges are `[price at the bottom row, price at the top row]`. */
export interface FakeHostChart {
  symbol: string;
  /** 0 normal, 1 logarithmic, 2 percent, 3 indexed to 100. */
  mode: number;
  range: [number, number] | null;
  /** Heights of the panes from above, px, and which of them holds the main series. */
  paneHeights: number[];
  mainPane: number;
  width: number;
  barSpacing: number;
  rightOffset: number;
  /** Time of the newest bar and bar length, s. */
  newestSec: number;
  barSec: number;
}

export const HOST_CHART: FakeHostChart = {
  symbol: 'BINANCE:BTCUSDT.P',
  mode: 0,
  range: [60_000, 62_000],
  paneHeights: [401],
  mainPane: 0,
  width: 800,
  barSpacing: 8,
  rightOffset: 5,
  newestSec: 1_700_000_000,
  barSec: 3600,
};

/** The object that a chart of the library hands out; it reads `chart` at each call, so that a test may change it. */
function hostChart(chart: FakeHostChart) {
  const scale = {
    getVisiblePriceRange: () => chart.range && { from: chart.range[0], to: chart.range[1] },
    getMode: () => chart.mode,
  };
  return {
    symbol: () => chart.symbol,
    getPanes: () =>
      chart.paneHeights.map((height, i) => ({
        hasMainSeries: () => i === chart.mainPane,
        getHeight: () => height,
        getMainSourcePriceScale: () => scale,
      })),
    getTimeScale: () => ({
      width: () => chart.width,
      barSpacing: () => chart.barSpacing,
      rightOffset: () => chart.rightOffset,
      coordinateToTime: (x: number) => {
        const newestX = chart.width - (chart.rightOffset + 0.5) * chart.barSpacing;
        const back = Math.round((newestX - x) / chart.barSpacing);
        return back < 0 ? null : chart.newestSec - back * chart.barSec;
      },
    }),
  };
}

/** A fake `tradingViewApi`; of several charts the first is the active one. */
export function fakeHostApi(charts: FakeHostChart[]) {
  return {
    activeChart: () => hostChart(charts[0]),
    chartsCount: () => charts.length,
    chart: (index: number) => hostChart(charts[index]),
  };
}
