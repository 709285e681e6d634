import { type Signal, signal } from '@preact/signals';
import type { AlertSettings } from '../core/alerts/alert-rule';
import type { FrameQuery } from '../core/frame/frame-query';
import type { ExchangeId, InstrumentKey } from '../core/market/instrument';
import type { PlanMark } from '../core/plan/plan-mark';
import type { SavedPlan } from '../core/plan/saved-plan';
import type { LookSettings } from '../core/settings/settings';
import { firstFacts, type PanelFacts } from './panel-facts';

/** What the panel shows, each by itself; the page writes, the panel only reads. */
export type PanelModel = { [Name in keyof PanelFacts]: Signal<PanelFacts[Name]> };

/** What the user can do; plain functions injected by the page. */
export interface PanelActions {
  setLook(change: Partial<LookSettings>): void;
  setQuery(change: Partial<FrameQuery>): void;
  /** Shows this tab as it was known at a moment, Unix ms; null = now. */
  setReplay(untilMs: number | null): void;
  loadInstrument(key: InstrumentKey, always: boolean): void;
  retrySource(exchange: ExchangeId): void;
  togglePanel(): void;
  toggleLayer(): void;
  startCalibration(): void;
  /** Copies versions and geometry of a chart that is not aligned; false where the page does not allow it. */
  copyReport?(): Promise<boolean>;
  openOptions(): void;
  /** Asks for the panel's second part; absent where everything came at once. */
  bringRest?(): void;
  exportPicture(): void;
  /** Stores the plan of one instrument; without it a plan lasts as long as the page. */
  savePlan?(key: InstrumentKey, saved: SavedPlan): void;
  /** Shows lines of the open plan on the chart; none takes them away. */
  markPlan?(marks: PlanMark[]): void;
  /** Stores the alert rules; without it the alerts section is not shown. */
  setAlerts?(alerts: AlertSettings): void;
}

/** A model of what is known so far. */
export function modelOf(facts: PanelFacts): PanelModel {
  const signals = Object.entries(facts).map(([name, value]) => [name, signal(value)]);
  return Object.fromEntries(signals) as PanelModel;
}

/** A model with nothing in it yet. */
export function createPanelModel(siteId: string, nowMs: number): PanelModel {
  return modelOf(firstFacts(siteId, nowMs));
}

/** What a model holds; an effect that reads it runs again with each change. */
export function factsOf(model: PanelModel): PanelFacts {
  const values = Object.entries(model).map(([name, { value }]) => [name, value]);
  return Object.fromEntries(values) as PanelFacts;
}

/** Writes what has changed into the model. */
export function tellModel(model: PanelModel, change: Partial<PanelFacts>): void {
  for (const [name, value] of Object.entries(change)) {
    const held: Signal<unknown> = model[name as keyof PanelModel];
    held.value = value;
  }
}
