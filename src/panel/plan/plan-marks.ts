import type { PlanReport } from '../../core/plan/check-plan';
import type { PlanMark } from '../../core/plan/plan-mark';
import type { StopAlternative } from '../../core/plan/stop-check';
import type { TradePlan } from '../../core/plan/trade-plan';
import { formatPrice } from '../format/price';
import { text } from '../strings/text';
import { levelText } from './plan-words';

/**
 * Lines for the chart: the stop, in the colour of caution where a cluster would meet it, with the two other places; and
 * the prices just before the clusters ahead.
 */
export function planMarks(plan: TradePlan, { stop, target }: PlanReport, tickSize: number): PlanMark[] {
  const marks: PlanMark[] = [];
  if (stop && plan.stopPrice !== null) {
    const tone = stop.verdict === 'clear' ? 'plain' : 'caution';
    marks.push({
      price: plan.stopPrice,
      tone,
      text: text('markStop', formatPrice(plan.stopPrice, tickSize)),
    });
    for (const { price, level } of stop.alternatives) {
      marks.push({ price, tone: 'plain', text: placeText(level, formatPrice(price, tickSize)) });
    }
  }
  for (const { price } of target?.suggestions ?? []) {
    marks.push({ price, tone: 'target', text: text('markTarget', formatPrice(price, tickSize)) });
  }
  return marks;
}

function placeText(level: StopAlternative['level'], price: string): string {
  return level ? text('planStopBehind', levelText(level.kind), price) : text('planStopBeyond', price);
}
