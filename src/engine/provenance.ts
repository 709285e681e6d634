import { AT } from '../core/estimate/estimator-state';
import type { CalibrationState, ExchangeShare, Provenance } from '../core/frame/heatmap-frame';
import { closedState } from './advance';
import { type InstrumentRuntime, newestBar } from './instrument-runtime';
import { gaugesOf } from './market-gauges';

/** Estimates from less history than this are still warming up, ms. */
const WARM_UP_MS = 3 * 86_400_000;

/** Where a frame's numbers come from; the first runtime is the frame's own instrument. */
export function provenanceOf(
  included: readonly InstrumentRuntime[],
  others: readonly InstrumentRuntime[],
): Provenance {
  const all = [...included, ...others];
  const known = all.map((runtime) => gaugesOf(runtime.recent).openInterestUsd);
  const totalUsd = known.reduce((sum, usd) => sum + (usd > 0 ? usd : 0), 0);
  const includedUsd = known.slice(0, included.length).reduce((sum, usd) => sum + (usd > 0 ? usd : 0), 0);
  return {
    inputs: included.flatMap(inputsOf),
    assumptions: assumptionsOf(included[0]),
    calibration: calibrationOf(included[0]),
    predictedOverReported: predictedOverReported(included[0]),
    coverage: totalUsd > 0 ? includedUsd / totalUsd : Number.NaN,
    observedShare: 0,
    shares: all.map((runtime, index) => shareOf(runtime, known[index], includedUsd, index < included.length)),
  };
}

function shareOf(
  runtime: InstrumentRuntime,
  openInterestUsd: number,
  includedUsd: number,
  isIncluded: boolean,
): ExchangeShare {
  const share = isIncluded && includedUsd > 0 && openInterestUsd > 0 ? openInterestUsd / includedUsd : 0;
  const knownUsd = openInterestUsd > 0 ? openInterestUsd : 0;
  return { exchange: runtime.instrument.exchange, share, openInterestUsd: knownUsd, isIncluded };
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
    { name: 'closing-fee', value: String(config.feeRate) },
  ];
}

function calibrationOf(runtime: InstrumentRuntime): CalibrationState {
  const { clock } = closedState(runtime);
  if (clock[AT.endTimeMs] - clock[AT.firstTimeMs] < WARM_UP_MS) return 'warming-up';
  if (clock[AT.learningState] === 1) return 'calibrated';
  return clock[AT.learningState] === 2 ? 'uncalibrated' : 'prior';
}

function predictedOverReported(runtime: InstrumentRuntime): number {
  const { clock } = closedState(runtime);
  return clock[AT.reported] > 0 ? clock[AT.predicted] / clock[AT.reported] : Number.NaN;
}
