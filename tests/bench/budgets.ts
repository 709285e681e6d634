import { configFor } from '../../src/core/estimate/estimator-config';
import { encodeFrameUpdate } from '../../src/messages/frame-codec';
import { diffFrames } from '../../src/messages/frame-merge';
import { sampleBars } from '../core/estimate/sample-bars';
import { syntheticFrame } from '../overlay/synthetic-frame';
import { liveTickUs, runLazy, runNaive, timed } from './estimator-runs';
import { type Figure, figure, median } from './figure';
import { priceFitToNaive } from './naive-price-fit';
import { rasterToNaive } from './naive-raster';

const BARS = 1200;
const ROUNDS = 5;
const TICKS = 1000;
/** A machine that is busy may spoil a median; what is really slower spoils all of them. */
const ATTEMPTS = 3;

const CONFIG = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
const DAYS = sampleBars({ count: BARS });

/**
 * What `npm test` holds of the speed: ratios of two ways in one process, in turns, and counted bytes, so that they say
 * the same on any machine. The floors are about half of what is measured; `npm run bench` has the figures themselves.
 */
export function budgetsFigures(): Figure[] {
  for (let warmUp = 0; warmUp < 2; warmUp += 1) runLazy(CONFIG, DAYS, true);
  return [
    atLeast('budget.estimator.ratioToNaive', 25, estimatorToNaive),
    atLeast('budget.liveBar.ratioToRebuild', 100, liveBarToRebuild),
    atLeast('budget.frame.wholeToTailBytes', 6, wholeToTail),
    atLeast('budget.raster.ratioToNaive', 15, () => medianOf(rasterToNaive)),
    atLeast('budget.priceFit.ratioToNaive', 4, () => medianOf(priceFitToNaive)),
  ];
}

function atLeast(name: string, floor: number, measure: () => number): Figure {
  let best = 0;
  for (let attempt = 0; attempt < ATTEMPTS && best < floor; attempt += 1) best = Math.max(best, measure());
  return figure(name, best, 'x', { op: '>=', value: floor });
}

function medianOf(measure: () => number): number {
  return median(Array.from({ length: ROUNDS }, measure));
}

/** All bins at every bar, against only those that price and decay reach. */
function estimatorToNaive(): number {
  return medianOf(() => {
    const lazy = timed(() => runLazy(CONFIG, DAYS, true)).ms;
    return timed(() => runNaive(CONFIG, DAYS)).ms / lazy;
  });
}

/** Four days from the beginning, against one tick of the forming bar on their state. */
function liveBarToRebuild(): number {
  const state = runLazy(CONFIG, DAYS, false);
  const rebuild = Array.from({ length: ROUNDS }, () => timed(() => runLazy(CONFIG, DAYS, false)).ms);
  return (1000 * median(rebuild)) / liveTickUs(state, DAYS, TICKS);
}

/** A whole frame against what is sent when one bar has closed, both as text. */
function wholeToTail(): number {
  const next = syntheticFrame({ columns: 800, bins: 400 });
  const { grid } = next;
  const sent = { ...next, grid: { ...grid } };
  const tail = diffFrames(sent, next);
  return encodeFrameUpdate({ kind: 'full', frame: next }).length / encodeFrameUpdate(tail).length;
}
