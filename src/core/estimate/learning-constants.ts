/** Constants of the learner (estimation.md 5). */
export const LEARNING = {
  /** Attributed and predicted sums are forgotten with this time constant. */
  memoryDays: 10,
  /** Time constants of the two means that the gate compares: one must not stray, both must not be wrong. */
  gateDays: 3,
  longGateDays: 30,
  /**
   * The gate lets learning through while predicted and reported agree within this factor. At the reference's 8 a series
   * of a subset of venues slipped through after a crash and its order suffered (tests/score/TRIALS.md).
   */
  gateFactor: 4,
  /** Days of feed before the gate is asked. */
  gateAfterDays: 1,
  everyMs: 3 * 3_600_000,
  rate: 0.045,
  ridge: 0.5,
  /** What the priors of the level and of the slope are worth, in equal liquidations. */
  levelPriorEvents: 20,
  slopePriorEvents: 600,
  /**
   * By class: how far it follows the level, 0..1. Totals are made by the high classes; in 68 simulated worlds of both
   * families they say everything about 50x, half about 20x and nothing below 10x (tests/score/TRIALS.md).
   */
  levelGain: [0, 0, 0, 0.2, 0.5, 0.5, 1, 1, 1, 1],
  /** Bounds the exposure-weighted mean of the gains from below, where far classes alone were on the path. */
  leastGain: 0.2,
  /** Deviations of the level up to this (ln) are within the error of the model and teach nothing. */
  modelError: 0.15,
  clip: 2,
  /** Part of the open interest that stands for "too little to learn from". */
  weak: 0.004,
  /** Part of the observed quantity that must come with a price before the slope is learned. */
  pricedPart: 0.5,
} as const;
