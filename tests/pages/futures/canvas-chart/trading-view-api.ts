import {
  type ChartView,
  indexToX,
  visibleIndexes,
  visiblePriceRange,
  xToIndex,
  yToPrice,
} from './chart-view';

type Listener = () => void;

/** A subscription object in the manner of the Advanced Charts library. */
class Delegate {
  readonly #listeners = new Set<Listener>();

  subscribe(_owner: unknown, listener: Listener): void {
    this.#listeners.add(listener);
  }

  unsubscribe(_owner: unknown, listener: Listener): void {
    this.#listeners.delete(listener);
  }

  fire(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** What the host chart tells its API. */
export interface ApiHost {
  view: ChartView;
  symbol(): string;
  /** TradingView's spelling: minutes, `1D`. */
  resolution(): string;
}

/** Members of the library's chart object that exist in v26 and v28 and can be read from outside. */
export function makeTradingViewApi(host: ApiHost) {
  const events = {
    symbol: new Delegate(),
    interval: new Delegate(),
    range: new Delegate(),
    data: new Delegate(),
    crosshair: new Delegate(),
    spacing: new Delegate(),
    offset: new Delegate(),
  };
  const chart = {
    symbol: () => host.symbol(),
    symbolExt: () => ({ symbol: host.symbol(), exchange: 'Binance', type: 'crypto' }),
    resolution: () => host.resolution(),
    getPanes: () => [makePane(host)],
    getTimeScale: () => makeTimeScale(host, events),
    getVisibleRange: () => visibleRange(host.view),
    onSymbolChanged: () => events.symbol,
    onIntervalChanged: () => events.interval,
    onVisibleRangeChanged: () => events.range,
    onDataLoaded: () => events.data,
    crossHairMoved: () => events.crosshair,
  };
  const api = { activeChart: () => chart, chartsCount: () => 1, chart: () => chart };
  return { api, events };
}

function visibleRange(view: ChartView) {
  const { first, last } = visibleIndexes(view);
  return {
    from: (view.candles[first]?.openTimeMs ?? 0) / 1000,
    to: (view.candles[last]?.openTimeMs ?? 0) / 1000,
  };
}

/** No event tells of a price range, mode or inversion: these must be read. */
function makePane({ view }: ApiHost) {
  return {
    hasMainSeries: () => true,
    paneIndex: () => 0,
    getHeight: () => view.height,
    getMainSourcePriceScale: () => ({
      getVisiblePriceRange: () => (view.candles.length === 0 ? null : visiblePriceRange(view)),
      getMode: () => view.mode,
      isInverted: () => view.isInverted,
      coordinateToPrice: (y: number) => yToPrice(view, y),
    }),
  };
}

function makeTimeScale({ view }: ApiHost, events: { spacing: Delegate; offset: Delegate }) {
  return {
    width: () => view.width,
    barSpacing: () => view.barSpacing,
    rightOffset: () => view.rightOffset,
    barSpacingChanged: () => events.spacing,
    rightOffsetChanged: () => events.offset,
    coordinateToTime(x: number): number | null {
      const index = Math.round(xToIndex(view, x));
      const candle = view.candles[index];
      return candle === undefined || x > indexToX(view, view.candles.length - 1) + view.barSpacing / 2
        ? null
        : candle.openTimeMs / 1000;
    },
  };
}
