import type { SeededRandom } from './seeded-random';

/**
 * `settings`: traders choose from the leverage menu; `log-normal`: effective leverage is continuous and mostly off
 * the menu.
 */
export type ScenarioFamily = 'settings' | 'log-normal';

/** What is drawn once per seed: a world (estimation.md, appendix A). Times in days, rates per day. */
export interface Scenario {
  family: ScenarioFamily;
  /** Leverage menu and the probability of each entry, by count of openings. */
  leverages: readonly number[];
  leverageWeights: number[];
  crossShare: number;
  /** Share of open interest held by hedgers at 1x to 2x. */
  hedgerShare: number;
  regimeVolatility: number;
  /** Response of momentum (+) and contrarian (-) agents to the last hour's return. */
  momentum: number;
  momentumTakerShare: number;
  stopShare: number;
  takeProfitShare: number;
  /** Probability per pass that an agent in trouble adds margin. */
  topUpProbability: number;
  /** Multiplies every holding half-life. */
  life: number;
  /** Standard deviation of a day's log return. */
  sigmaDay: number;
  degreesOfFreedom: number;
  impact: number;
  /**
   * Volume of traders who end the day flat, per day, in open interests of both sides together: counted so, and not by
   * one side, worlds turn over 2.1 to 4.3 open interests a day as appendix A reports.
   */
  noiseVolume: number;
}

const MENU = [3, 5, 10, 20, 25, 50, 75, 100, 125] as const;
const MENU_WEIGHTS = [0.16, 0.2, 0.28, 0.16, 0.05, 0.09, 0.015, 0.04, 0.005];

/** Draws the world of a seed. */
export function drawScenario(random: SeededRandom, family: ScenarioFamily): Scenario {
  const leverageTilt = 0.6 * 0.35 * random.normal();
  const weights = MENU.map(
    (leverage, i) =>
      MENU_WEIGHTS[i] * Math.exp(0.35 * random.normal()) * Math.exp(leverageTilt * Math.log(leverage / 15)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    family,
    leverages: MENU,
    leverageWeights: weights.map((weight) => weight / total),
    crossShare: random.between(0.25, 0.65),
    hedgerShare: random.between(0.15, 0.45),
    regimeVolatility: random.between(0.5, 1.1),
    momentum: random.uniform() < 0.6 ? random.between(0.3, 0.9) : random.between(-0.6, -0.2),
    momentumTakerShare: random.between(0.6, 0.85),
    stopShare: random.between(0.25, 0.6),
    takeProfitShare: random.between(0.3, 0.7),
    topUpProbability: random.between(0, 0.04),
    life: random.between(0.5, 1.7),
    sigmaDay: random.between(0.018, 0.043),
    degreesOfFreedom: random.between(3, 6),
    impact: random.between(0.3, 0.9),
    noiseVolume: random.between(0.6, 1.6),
  };
}
