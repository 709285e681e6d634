import type { Cluster } from '../../core/clusters/cluster';
import type { LevelKind } from '../../core/context/market-context';
import type { PlanReport } from '../../core/plan/check-plan';
import type { OwnLiquidation } from '../../core/plan/own-liquidation';
import type { PlanField, PlanProblem, PlanProblemReason } from '../../core/plan/plan-problems';
import type { StopAlternative, StopCheck } from '../../core/plan/stop-check';
import type { TargetCheck } from '../../core/plan/target-check';
import type { TargetSplit } from '../../core/plan/target-split';
import { formatNumber, formatShare, formatSignedPercent } from '../format/percent';
import { formatPrice, formatPriceBand } from '../format/price';
import { formatEstimatedUsd, formatExactUsd } from '../format/usd';
import { sideText } from '../parts/cluster-words';
import { type StringKey, text } from '../strings/text';

/** One finding about a plan. */
export interface PlanLine {
  tone: 'caution' | 'fine' | 'info' | 'target';
  words: string;
  /** The cluster that the line warns of until it is cleared. */
  untilCleared?: Cluster;
}

const PROBLEM: Record<PlanProblemReason, StringKey> = {
  missing: 'problemMissing',
  'not-positive': 'problemNotPositive',
  'above-exchange-maximum': 'problemLeverage',
  'wrong-side': 'problemWrongSide',
  'not-a-share': 'problemShare',
  'far-from-market': 'problemFar',
};

const LEVEL: Record<LevelKind, StringKey> = {
  'swing-high': 'levelSwingHigh',
  'swing-low': 'levelSwingLow',
  'prior-day-high': 'levelPriorDayHigh',
  'prior-day-low': 'levelPriorDayLow',
  'prior-week-high': 'levelPriorWeekHigh',
  'prior-week-low': 'levelPriorWeekLow',
  'range-top': 'levelRangeTop',
  'range-bottom': 'levelRangeBottom',
  round: 'levelRound',
};

/** Name of a price level. */
export function levelText(kind: LevelKind): string {
  return text(LEVEL[kind]);
}

/** What is wrong with a field, in words; empty when nothing is. */
export function problemText(problems: readonly PlanProblem[], field: PlanField, tickSize: number): string {
  const problem = problems.find((item) => item.field === field);
  if (!problem) return '';
  const { reason, limit } = problem;
  if (limit === undefined) return text(PROBLEM[reason]);
  return text(
    PROBLEM[reason],
    reason === 'above-exchange-maximum' ? `${limit}x` : formatPrice(limit, tickSize),
  );
}

/** Everything that is found, in the order of the form: entry, stop, target, liquidation, loss, scenario. */
export function planLines(report: PlanReport, tickSize: number): PlanLine[] {
  return [
    ...entryLines(report.atEntry, tickSize),
    ...stopLines(report.stop, tickSize),
    ...targetLines(report.target, tickSize),
    ...splitLines(report.split, tickSize),
    ...liquidationLines(report.liquidation, tickSize),
    ...lossLines(report),
    ...cascadeLines(report, tickSize),
  ];
}

function entryLines(cluster: Cluster | null, tickSize: number): PlanLine[] {
  if (!cluster) return [];
  return [{ ...caution(text('planAtEntry', clusterText(cluster, tickSize))), untilCleared: cluster }];
}

function stopLines(check: StopCheck | null, tickSize: number): PlanLine[] {
  if (!check) return [];
  const late = check.isBeyondLiquidation ? [caution(text('planStopLate'))] : [];
  if (!check.cluster) return [...late, fine(text('planStopClear'))];
  const where = clusterText(check.cluster, tickSize);
  return [
    ...late,
    caution(text(check.verdict === 'inside' ? 'planStopInside' : 'planStopBefore', where)),
    ...check.alternatives.map((alternative) => info(alternativeText(alternative, tickSize))),
  ];
}

function alternativeText(alternative: StopAlternative, tickSize: number): string {
  const { price, level, extraRiskPct, sizeFactor, isBeyondLiquidation } = alternative;
  const at = formatPrice(price, tickSize);
  const place = level ? text('planStopBehind', levelText(level.kind), at) : text('planStopBeyond', at);
  const cost = text('planStopCost', formatSignedPercent(extraRiskPct), formatShare(sizeFactor));
  return isBeyondLiquidation ? `${place}. ${text('planStopLateToo')}` : `${place}. ${cost}`;
}

function targetLines(check: TargetCheck | null, tickSize: number): PlanLine[] {
  if (!check) return [];
  const reward = Number.isFinite(check.rewardRisk)
    ? ` ${text('planReward', formatNumber(check.rewardRisk, 1))}`
    : '';
  const lines: PlanLine[] = [];
  if (check.verdict === 'before') lines.push(fine(`${text('planTargetBefore')}${reward}`));
  if (check.cluster) {
    const key = check.verdict === 'inside' ? 'planTargetInside' : 'planTargetBeyond';
    lines.push(caution(`${text(key, clusterText(check.cluster, tickSize))}${reward}`));
  }
  for (const { price, cluster, rewardRisk } of check.suggestions) {
    const atPrice = Number.isFinite(rewardRisk) ? ` ${text('planReward', formatNumber(rewardRisk, 1))}` : '';
    const where = clusterText(cluster, tickSize);
    lines.push({
      tone: 'target',
      words: `${text('planTargetAt', formatPrice(price, tickSize), where)}${atPrice}`,
    });
  }
  return lines;
}

function splitLines(split: TargetSplit | null, tickSize: number): PlanLine[] {
  if (!split) return [];
  const { firstPrice, secondPrice, firstShare, rewardRisk } = split;
  const words = text(
    'planSplitAt',
    formatShare(firstShare),
    formatPrice(firstPrice, tickSize),
    formatShare(1 - firstShare),
    formatPrice(secondPrice, tickSize),
  );
  const reward = Number.isFinite(rewardRisk) ? ` ${text('planReward', formatNumber(rewardRisk, 1))}` : '';
  return [info(`${words}${reward}`)];
}

function liquidationLines(liquidation: OwnLiquidation | null, tickSize: number): PlanLine[] {
  if (!liquidation) return [];
  if (liquidation.state === 'cross') return [info(text('planLiquidationCross'))];
  if (liquidation.state === 'none') return [info(text('planLiquidationNone'))];
  const { price, distancePct, distanceAtr, clustersBefore, buffer } = liquidation;
  const atr = Number.isFinite(distanceAtr)
    ? text('atrDistance', formatNumber(distanceAtr, 1))
    : text('atrUnknown');
  const words = text(
    'planLiquidation',
    formatPrice(price, tickSize),
    formatSignedPercent(distancePct),
    atr,
    clustersBefore.length,
  );
  return [buffer === 'thin' ? caution(`${words} ${text('planBufferThin')}`) : info(words)];
}

function lossLines({ loss }: PlanReport): PlanLine[] {
  if (!loss) return [];
  return [info(text('planLoss', formatExactUsd(loss.totalUsd), formatShare(loss.ofMargin)))];
}

function cascadeLines({ cascade }: PlanReport, tickSize: number): PlanLine[] {
  if (!cascade || !(cascade.forcedUsd > 0)) return [];
  const forced = formatEstimatedUsd(cascade.forcedUsd);
  return [info(text('planScenario', forced, formatPrice(cascade.spikePrice, tickSize)))];
}

function clusterText(cluster: Cluster, tickSize: number): string {
  return `${sideText(cluster.side)} ${formatPriceBand(cluster.lowPrice, cluster.highPrice, tickSize)}`;
}

function caution(words: string): PlanLine {
  return { tone: 'caution', words };
}

function fine(words: string): PlanLine {
  return { tone: 'fine', words };
}

function info(words: string): PlanLine {
  return { tone: 'info', words };
}
