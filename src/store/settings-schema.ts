import * as v from 'valibot';
import { ATR_TIMEFRAMES, type AtrTimeframe } from '../core/context/atr-choice';
import { DEFAULT_QUERY } from '../core/frame/frame-query';
import type { InstrumentKey } from '../core/market/instrument';
import { parseSavedPlan, type SavedPlan } from '../core/plan/saved-plan';
import { DEFAULT_LOOK, DEFAULT_SETTINGS } from '../core/settings/settings';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const names = v.array(v.string());

const place = v.object({ left: v.number(), top: v.number() });

const timeframes = Object.keys(ATR_TIMEFRAMES) as AtrTimeframe[];
const wholeFrom1To = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const atr = v.object({ timeframe: v.picklist(timeframes), period: wholeFrom1To(100) });

const look = v.object({
  palette: v.optional(v.string(), DEFAULT_LOOK.palette),
  style: v.optional(v.picklist(['smooth', 'banded']), DEFAULT_LOOK.style),
  scale: v.optional(v.picklist(['salience', 'usd']), DEFAULT_LOOK.scale),
  opacity: v.optional(v.pipe(v.number(), v.minValue(0.05), v.maxValue(0.7)), DEFAULT_LOOK.opacity),
  intensity: v.optional(v.tuple([share, share]), DEFAULT_LOOK.intensity),
  isScaleLocked: v.optional(v.boolean(), DEFAULT_LOOK.isScaleLocked),
  isLog: v.optional(v.boolean()),
  showLayer: v.optional(v.boolean(), DEFAULT_LOOK.showLayer),
  showHeat: v.optional(v.boolean(), DEFAULT_LOOK.showHeat),
  showMap: v.optional(v.boolean(), DEFAULT_LOOK.showMap),
  showObserved: v.optional(v.boolean(), DEFAULT_LOOK.showObserved),
  showLabels: v.optional(v.boolean(), DEFAULT_LOOK.showLabels),
  mapColours: v.optional(v.picklist(['side', 'leverage'])),
  showCumulative: v.optional(v.boolean()),
  unit: v.optional(v.picklist(['usd', 'coin'])),
  cardsPerSide: v.optional(wholeFrom1To(5)),
  atr: v.optional(atr),
  barColours: v.optional(v.picklist(['red-longs', 'green-longs', 'colour-blind']), DEFAULT_LOOK.barColours),
  panel: v.optional(v.picklist(['open', 'pill']), DEFAULT_LOOK.panel),
  panelPlace: v.optional(v.nullable(place), DEFAULT_LOOK.panelPlace),
  panelDock: v.optional(v.picklist(['none', 'left', 'right'])),
});

const query = v.object({
  model: v.optional(
    v.picklist(['calibrated', 'high-leverage', 'all-leverage', 'turnover', 'oi-delta', 'agreement']),
    DEFAULT_QUERY.model,
  ),
  exchanges: v.optional(v.nullable(names), DEFAULT_QUERY.exchanges),
  groups: v.optional(v.array(v.picklist(['low', 'medium', 'high'])), DEFAULT_QUERY.groups),
  side: v.optional(v.picklist(['both', 'long', 'short']), DEFAULT_QUERY.side),
  rangeMs: v.optional(v.pipe(v.number(), v.minValue(1)), DEFAULT_QUERY.rangeMs),
  columnMs: v.optional(v.pipe(v.number(), v.minValue(300_000)), DEFAULT_QUERY.columnMs),
});

const site = v.object({
  isOn: v.optional(v.boolean(), true),
  look: v.optional(look, DEFAULT_LOOK),
  query: v.optional(query, DEFAULT_QUERY),
});

const hour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23));
const positive = v.pipe(v.number(), v.gtValue(0));

const zone = v.object({
  side: v.picklist(['long', 'short']),
  lowPrice: positive,
  highPrice: positive,
  priceFactor: v.optional(positive),
});

const alertRule = v.object({
  id: v.string(),
  kind: v.picklist(['approach', 'spike', 'cleared', 'cascade', 'plan', 'offline']),
  key: v.custom<InstrumentKey>((value) => typeof value === 'string' && value.includes(':')),
  zone: v.optional(zone),
  isOn: v.boolean(),
  withinAtr: positive,
  growthPct: positive,
  growthMinutes: positive,
  cooldownMs: v.pipe(v.number(), v.minValue(0)),
  rearms: v.boolean(),
  sound: v.picklist(['none', 'soft', 'bell', 'urgent']),
});

const alerts = v.object({
  rules: v.array(alertRule),
  quietHours: v.tuple([hour, hour]),
  capPerHour: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

const savedPlan = v.custom<SavedPlan>((value) => parseSavedPlan(value) !== null);

/** Shape of the stored settings, version 1; a missing field is a default, a wrong one makes all unreadable. */
export const SETTINGS_SCHEMA = v.object({
  version: v.literal(1),
  sites: v.optional(v.record(v.string(), site), {}),
  defaults: v.optional(site, DEFAULT_SETTINGS.defaults),
  watchList: v.optional(names, DEFAULT_SETTINGS.watchList),
  alwaysLoadWhatIOpen: v.optional(v.boolean(), DEFAULT_SETTINGS.alwaysLoadWhatIOpen),
  exchangesOff: v.optional(names, DEFAULT_SETTINGS.exchangesOff),
  useHyperliquidPositions: v.optional(v.boolean(), DEFAULT_SETTINGS.useHyperliquidPositions),
  isWelcomeDone: v.optional(v.boolean(), DEFAULT_SETTINGS.isWelcomeDone),
  isBeginner: v.optional(v.boolean(), DEFAULT_SETTINGS.isBeginner),
  eventModeUntilMs: v.optional(v.number(), DEFAULT_SETTINGS.eventModeUntilMs),
  locale: v.optional(v.nullable(v.string()), DEFAULT_SETTINGS.locale),
  alerts: v.optional(alerts, DEFAULT_SETTINGS.alerts),
  plans: v.optional(v.record(v.string(), savedPlan)),
});
