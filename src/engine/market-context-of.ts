import type { MarketContext } from '../core/context/market-context';
import { measureContext } from '../core/context/measure-context';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import type { ObservedLedger } from '../core/frame/observed-ledger';
import type { Candle } from '../core/market/candle';
import type { Liquidation } from '../core/market/liquidation';
import { type InstrumentRuntime, newestBar } from './instrument-runtime';

/** A bar as the candle that the context reads. */
export function candleOf(bar: EstimatorBar): Candle {
  const { openTimeMs, intervalMs, open, high, low, close, volumeBase, takerBuyBase } = bar;
  return { openTimeMs, intervalMs, open, high, low, close, volumeBase, takerBuyBase, isClosed: true };
}

/** The market around the clusters after the newest closed bar; measured once a bar. */
export function contextOf(runtime: InstrumentRuntime): MarketContext | null {
  const bar = newestBar(runtime);
  if (!bar) return null;
  if (runtime.context?.barMs !== bar.openTimeMs) {
    runtime.context = { barMs: bar.openTimeMs, value: measure(runtime, bar) };
  }
  return runtime.context.value;
}

function measure(runtime: InstrumentRuntime, newest: EstimatorBar): MarketContext | null {
  const { recent, hours, newestFunding, ledger } = runtime;
  const lastRatio = recent.findLast((bar) => bar.longAccountShare !== null);
  return measureContext({
    candles: [...hours, ...recent.map(candleOf)],
    openInterest: recent.flatMap((bar) =>
      bar.openInterestBase === null
        ? []
        : [{ timeMs: endOf(bar), base: bar.openInterestBase, quote: null, counted: 'single' as const }],
    ),
    funding: newestFunding && {
      timeMs: newestFunding[0],
      ratePerInterval: newestFunding[1],
      intervalHours: newestFunding[2],
    },
    longShortRatio:
      lastRatio?.longAccountShare === undefined || lastRatio.longAccountShare === null
        ? null
        : { timeMs: endOf(lastRatio), longShare: lastRatio.longAccountShare, of: 'accounts' },
    liquidations: ledger.sums.size === 0 ? null : observedSums(ledger, newest.intervalMs),
    nowMs: endOf(newest),
  });
}

function endOf(bar: EstimatorBar): number {
  return bar.openTimeMs + bar.intervalMs;
}

/** Sums by bar and side as if each were one event; the ledger keeps only the largest single ones. */
function observedSums(ledger: ObservedLedger, barMs: number): Liquidation[] {
  const entries = [...ledger.sums].sort(([a], [b]) => a - b);
  return entries.flatMap(([timeMs, { longUsd, shortUsd }]) => [
    sumOf(timeMs + barMs - 1, 'long', longUsd, ledger.isSampled),
    sumOf(timeMs + barMs - 1, 'short', shortUsd, ledger.isSampled),
  ]);
}

function sumOf(
  timeMs: number,
  positionSide: Liquidation['positionSide'],
  notionalUsd: number,
  isSampled: boolean,
): Liquidation {
  return { timeMs, positionSide, price: 0, priceKind: 'order', base: 0, notionalUsd, isSampled };
}
