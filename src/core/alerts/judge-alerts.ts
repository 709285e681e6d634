import type { AlertRule, AlertSettings, WatchedPlan } from './alert-rule';
import type { AlertEvent, AlertMemory, AlertMoment } from './alert-state';
import {
  approachConditions,
  type Condition,
  cascadeConditions,
  clearedConditions,
  offlineConditions,
  planConditions,
  spikeConditions,
} from './conditions';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What one moment fires, and the memory for the next one. */
export interface AlertJudgement {
  events: AlertEvent[];
  memory: AlertMemory;
  /** Rules that fired and do not re-arm: to be switched off. */
  spentRuleIds: string[];
}

/**
 * Which alerts one moment of one instrument fires; `memory` is that instrument's. Pure: the same moments in the same
 * order always ring the same. `localHour` is 0..23 in the user's zone; within the quiet hours conditions are watched
 * but nothing is told.
 */
export function judgeAlerts(
  settings: AlertSettings,
  memory: AlertMemory,
  moment: AlertMoment,
  plan: WatchedPlan | null,
  localHour: number,
): AlertJudgement {
  const next: AlertMemory = {
    // Only what is judged now is kept, so that zones long gone do not pile up in the store.
    armed: {},
    lastFiredMs: Object.fromEntries(
      Object.entries(memory.lastFiredMs).filter(([, timeMs]) => moment.timeMs - timeMs < DAY_MS),
    ),
    fired: { ...memory.fired },
    sizes: memory.sizes,
    lives: memory.lives,
  };
  const judgement: AlertJudgement = { events: [], memory: next, spentRuleIds: [] };
  const isQuiet = isQuietHour(settings.quietHours, localHour);
  for (const rule of settings.rules) {
    if (!rule.isOn || rule.key !== moment.key) continue;
    for (const found of conditionsOf(rule, moment, memory, plan)) {
      judgeCondition(rule, found, moment, settings, memory, isQuiet, judgement);
    }
  }
  next.sizes = rememberSizes(memory, moment);
  next.lives = Object.fromEntries(moment.clusters.map((cluster) => [cluster.id, cluster.life]));
  return judgement;
}

function conditionsOf(
  rule: AlertRule,
  moment: AlertMoment,
  memory: AlertMemory,
  plan: WatchedPlan | null,
): Condition[] {
  switch (rule.kind) {
    case 'approach':
      return approachConditions(rule, moment);
    case 'spike':
      return spikeConditions(rule, moment, memory);
    case 'cleared':
      return clearedConditions(rule, moment, memory);
    case 'cascade':
      return cascadeConditions(moment);
    case 'offline':
      return offlineConditions(moment);
    case 'plan':
      return planConditions(moment, plan);
  }
}

function judgeCondition(
  rule: AlertRule,
  found: Condition,
  moment: AlertMoment,
  settings: AlertSettings,
  before: AlertMemory,
  isQuiet: boolean,
  judgement: AlertJudgement,
): void {
  const { memory } = judgement;
  if (found.isGone) judgement.spentRuleIds.push(rule.id);
  const slot = slotOf(rule, found);
  const isSpent = before.armed[slot] === false && !found.isOver;
  if (isSpent) memory.armed[slot] = false;
  if (!found.holds || isSpent) return;
  const isCooling = moment.timeMs - (memory.lastFiredMs[slot] ?? Number.NEGATIVE_INFINITY) < rule.cooldownMs;
  memory.armed[slot] = false;
  if (isCooling || isQuiet || isCapped(memory, moment, settings.capPerHour)) return;
  memory.lastFiredMs[slot] = moment.timeMs;
  memory.fired[moment.key] = [...recentFirings(memory, moment), moment.timeMs];
  if (!rule.rearms) judgement.spentRuleIds.push(rule.id);
  const { key, timeMs, priceAgeMs, price } = moment;
  const { cluster, figure, detail } = found;
  const { id: ruleId, kind, zone = null } = rule;
  judgement.events.push({ ruleId, kind, key, timeMs, priceAgeMs, price, cluster, zone, figure, detail });
}

/** Name under which a memory keeps what it knows of one rule and one thing it watches. */
function slotOf({ id }: AlertRule, { subject }: Condition): string {
  return `${id} ${subject}`;
}

/**
 * Whether judging `moment`, of which only the price is new since `memory`, would tell something: cheap enough to be
 * asked at every tick. Limits such as quiet hours are left to the judgement itself.
 */
export function isPriceNews(rules: readonly AlertRule[], memory: AlertMemory, moment: AlertMoment): boolean {
  return rules.some((rule) => {
    if (!rule.isOn || rule.key !== moment.key) return false;
    const found =
      rule.kind === 'approach'
        ? approachConditions(rule, moment)
        : rule.kind === 'cascade'
          ? cascadeConditions(moment)
          : [];
    return found.some((condition) => condition.holds && memory.armed[slotOf(rule, condition)] !== false);
  });
}

function recentFirings(memory: AlertMemory, moment: AlertMoment): number[] {
  return (memory.fired[moment.key] ?? []).filter((timeMs) => moment.timeMs - timeMs < HOUR_MS);
}

function isCapped(memory: AlertMemory, moment: AlertMoment, capPerHour: number): boolean {
  return recentFirings(memory, moment).length >= capPerHour;
}

/** Hours may run over midnight: [23, 7) is quiet at 23 and at 3. */
export function isQuietHour([from, to]: [number, number], hour: number): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

function rememberSizes(memory: AlertMemory, moment: AlertMoment): AlertMemory['sizes'] {
  const since = moment.timeMs - HOUR_MS;
  return Object.fromEntries(
    moment.clusters.map((cluster) => {
      const kept = (memory.sizes[cluster.id] ?? []).filter(([timeMs]) => timeMs >= since);
      return [cluster.id, [...kept, [moment.timeMs, cluster.notionalUsd] as [number, number]]];
    }),
  );
}
