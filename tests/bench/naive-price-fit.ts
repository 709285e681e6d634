import { fitPriceAxis, type PriceSamples } from '../../src/core/axis/price-fit';
import { timed } from './estimator-runs';

/** An axis paints ten to forty; a page whose numbers stand in a column beside it may bring as many as this. */
const LABELS = 120;
const STEP_PX = 7;
/** One fit takes hardly longer than a step of the clock. */
const FITS = 20;
const NEAR_PX = 1;

/** How many times faster an axis is fitted than by a line through every pair of labels, all of them tried. */
export function priceFitToNaive(): number {
  const axis = axisOf(LABELS);
  const fitted = timed(() => times(FITS, () => fitPriceAxis(axis)));
  const tried = timed(() => times(FITS, () => naiveFit(axis)));
  if (fitted.value?.scale !== tried.value.scale || fitted.value.onLine !== tried.value.onLine)
    throw new Error('the two fits differ');
  return tried.ms / fitted.ms;
}

function times<T>(count: number, work: () => T): T {
  for (let done = 1; done < count; done += 1) work();
  return work();
}

/** A linear axis with a crosshair and a last price that stand off their prices. */
function axisOf(labels: number): PriceSamples {
  const y = Array.from({ length: labels }, (_, label) => 20 + label * STEP_PX);
  const price = y.map((height) => 97_000 - 7.5 * height);
  return { y: [...y, 300.4, 511.7], price: [...price, 97_000 - 7.5 * 318, 97_000 - 7.5 * 498] };
}

interface NaiveFit {
  scale: 'linear' | 'log';
  onLine: number;
}

function naiveFit({ y, price }: PriceSamples): NaiveFit {
  const linear = { scale: 'linear', onLine: mostOnOneLine(price, y) } as const;
  const log = { scale: 'log', onLine: mostOnOneLine(price.map(Math.log), y) } as const;
  return linear.onLine >= log.onLine ? linear : log;
}

function mostOnOneLine(u: number[], y: number[]): number {
  let most = 0;
  for (let i = 0; i < u.length; i += 1)
    for (let j = 0; j < i; j += 1) {
      const a = (y[i] - y[j]) / (u[i] - u[j]);
      const near = u.filter((value, at) => Math.abs(a * (value - u[i]) + y[i] - y[at]) <= NEAR_PX);
      most = Math.max(most, near.length);
    }
  return most;
}
