import { calibrationOf } from '../core/estimate/calibration';
import {
  coverageOf,
  doubtOfSum,
  type ExchangeStock,
  exchangeShares,
  includedUsd,
} from '../core/estimate/sum-exchanges';
import type { Provenance } from '../core/frame/heatmap-frame';
import { closedState } from './advance';
import { isBehind, lastBarEndMs, type Participant } from './frame-view';
import { type InstrumentRuntime, newestBar } from './instrument-runtime';
import { gaugesOf } from './market-gauges';

/** Where a frame's numbers come from; `own` is the frame's own instrument. */
export function provenanceOf(own: InstrumentRuntime, participants: readonly Participant[]): Provenance {
  const known = participants.filter(({ runtime }) => !isSilent(runtime, own));
  const stocks = known.map((each) => stockOf(each, own));
  const shares = exchangeShares(stocks);
  const calibration = calibrationOf(closedState(own));
  return {
    inputs: participants.filter(({ isCounted }) => isCounted).flatMap(({ runtime }) => inputsOf(runtime)),
    assumptions: assumptionsOf(own),
    calibration: calibration.state,
    predictedOverReported: calibration.predictedOverReported,
    coverage: coverageOf(stocks),
    observedShare: known.reduce((sum, { runtime }, index) => sum + shares[index] * runtime.observedShare, 0),
    // Here it says what was chosen: an exchange that is behind adds nothing and is not left out for that.
    shares: stocks.map((stock, index) => ({
      ...stock,
      share: shares[index],
      isIncluded: known[index].isCounted,
    })),
  };
}

/**
 * One-sided open interest of the exchanges that count, USD, at a moment when the first one held `ownUsd`: of the past
 * only that is at hand, and the others are taken to have held as much beside it as now. As now where the first one's is
 * unknown; NaN when nothing is known.
 */
export function countedInterestUsd(participants: readonly Participant[], ownUsd: number): number {
  const own = participants[0].runtime;
  const stocks = participants.map((each) => stockOf(each, own));
  const usd = includedUsd(stocks);
  if (!(usd > 0)) return Number.NaN;
  return ownUsd > 0 && stocks[0].openInterestUsd > 0 ? (usd * ownUsd) / stocks[0].openInterestUsd : usd;
}

/** ln of estimated over reported liquidations of the exchanges that count, from that of each one. */
export function countedDoubt(
  participants: readonly Participant[],
  doubtOf: (runtime: InstrumentRuntime) => number,
): number {
  const own = participants[0].runtime;
  return doubtOfSum(
    participants.map((each) => stockOf(each, own)),
    participants.map(({ runtime }) => doubtOf(runtime)),
  );
}

/** What an exchange held that long ago says nothing of now, ms. */
const SILENT_MS = 3 * 86_400_000;

function isSilent(runtime: InstrumentRuntime, own: InstrumentRuntime): boolean {
  return runtime !== own && lastBarEndMs(runtime) < lastBarEndMs(own) - SILENT_MS;
}

function stockOf({ runtime, isCounted }: Participant, own: InstrumentRuntime): ExchangeStock {
  const { openInterestUsd } = gaugesOf(runtime.recent);
  const knownUsd = openInterestUsd > 0 ? openInterestUsd : 0;
  return {
    exchange: runtime.instrument.exchange,
    openInterestUsd: knownUsd,
    isIncluded: isCounted && !isBehind(runtime, own),
  };
}

function inputsOf(runtime: InstrumentRuntime): Provenance['inputs'] {
  const { exchange } = runtime.instrument;
  const bar = newestBar(runtime);
  if (!bar) return [];
  const endMs = bar.openTimeMs + bar.intervalMs;
  const newestMs = (isThere: (bar: InstrumentRuntime['recent'][number]) => boolean): number => {
    const found = runtime.recent.findLast(isThere);
    return found ? found.openTimeMs + found.intervalMs : 0;
  };
  return [
    { exchange, name: 'candles', newestMs: endMs, note: '5 min' },
    {
      exchange,
      name: 'mark-price',
      newestMs: runtime.mark?.timeMs ?? newestMs((b) => b.markHigh !== null),
      note: '',
    },
    { exchange, name: 'open-interest', newestMs: newestMs((b) => b.openInterestBase !== null), note: '' },
    { exchange, name: 'volume', newestMs: newestMs((b) => b.volumeBase !== null), note: '' },
    { exchange, name: 'taker-volume', newestMs: newestMs((b) => b.takerBuyBase !== null), note: '' },
    { exchange, name: 'long-short-ratio', newestMs: newestMs((b) => b.longAccountShare !== null), note: '' },
    { exchange, name: 'funding', newestMs: runtime.newestFunding?.[0] ?? 0, note: '' },
    {
      exchange,
      name: 'liquidations',
      newestMs: newestMs((b) => (b.liquidations?.length ?? 0) > 0),
      note: runtime.ledger.isSampled ? 'throttled' : '',
    },
    {
      exchange,
      name: 'leverage-tiers',
      newestMs: 0,
      note: runtime.hasExchangeTiers ? 'exchange' : 'fallback',
    },
  ].filter(({ name, newestMs: timeMs }) => timeMs > 0 || name === 'leverage-tiers');
}

function assumptionsOf({ config }: InstrumentRuntime): Provenance['assumptions'] {
  const { priors, binWidth } = config;
  return [
    { name: 'bin-width', value: `${(binWidth * 10_000).toFixed(0)} bp` },
    { name: 'opening-mix', value: priors.openingMix.map((share) => share.toFixed(3)).join(' ') },
    { name: 'half-lives', value: `${priors.halfLifeDays.join(' ')} d` },
    { name: 'sharpness', value: String(priors.sharpness) },
    { name: 'reporting-fraction', value: String(priors.reportingFraction) },
    { name: 'learns', value: String(config.learns) },
    { name: 'closing-fee', value: String(config.feeRate) },
  ];
}
