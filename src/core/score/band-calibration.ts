/** One cluster that price went through: the band that was shown and what was then reported. */
export interface BandOutcome {
  /** Ends of the 80 % band that was on screen, USD. */
  lowUsd: number;
  highUsd: number;
  /** Reported liquidations inside the cluster's range while price was in it, USD. */
  observedUsd: number;
}

/** How often the band held what came. */
export interface BandCalibration {
  count: number;
  /** Share of outcomes inside the band, 0..1, with its 95 % Wilson interval; NaN without outcomes. */
  inside: number;
  insideLow: number;
  insideHigh: number;
  /** Shares below and above the band. */
  below: number;
  above: number;
  /** Median of log2(observed / middle of the band), the middle being geometric; NaN without outcomes. */
  log2Bias: number;
}

const Z = 1.96;
/** Outcomes of nothing at all count as this many halvings. */
const MOST_HALVINGS = 10;
/** A low end of nothing stands at this, so that the band has a middle. */
const LEAST_USD = 1;

/**
 * Judges bands by what was reported. `reportingFraction` (0..1) is the part of liquidations that the feeds are taken to
 * report: observed sums are divided by it.
 */
export function calibrateBands(outcomes: readonly BandOutcome[], reportingFraction: number): BandCalibration {
  if (!(reportingFraction > 0 && reportingFraction <= 1)) {
    throw new Error(`invalid reporting fraction: ${reportingFraction}`);
  }
  const count = outcomes.length;
  let [below, above] = [0, 0];
  const biases = outcomes.map(({ lowUsd, highUsd, observedUsd }) => {
    const usd = observedUsd / reportingFraction;
    if (usd < lowUsd) below++;
    if (usd > highUsd) above++;
    const bias = Math.log2(usd / Math.sqrt(Math.max(LEAST_USD, lowUsd) * highUsd));
    return Math.min(MOST_HALVINGS, Math.max(-MOST_HALVINGS, bias));
  });
  biases.sort((one, other) => one - other);
  const inside = (count - below - above) / count;
  const [insideLow, insideHigh] = wilson(inside, count);
  return {
    count,
    inside,
    insideLow,
    insideHigh,
    below: below / count,
    above: above / count,
    log2Bias: count > 0 ? biases[Math.floor(count / 2)] : Number.NaN,
  };
}

/** Wilson's interval of a share of `count` trials. */
function wilson(share: number, count: number): [low: number, high: number] {
  const centre = (share + Z ** 2 / (2 * count)) / (1 + Z ** 2 / count);
  const half =
    (Z / (1 + Z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  return [centre - half, centre + half];
}
