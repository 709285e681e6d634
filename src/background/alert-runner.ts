import { browser } from 'wxt/browser';
import type { AlertEvent, AlertMemory, AlertMoment } from '../core/alerts/alert-state';
import { rulesInUnit } from '../core/alerts/alert-zone';
import { isPriceNews, judgeAlerts } from '../core/alerts/judge-alerts';
import { momentOfFrame } from '../core/alerts/moment-of-frame';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { type InstrumentKey, instrumentKey } from '../core/market/instrument';
import type { LookSettings } from '../core/settings/settings';
import { loadAlertMemory, saveAlertMemory } from './alert-memory';
import { wordsOf } from './alert-words';
import type { SettingsBox } from './settings-box';
import { watchedPlan } from './watched-plan';

const ALARM = 'liqlens-alerts';
const ALARM_MINUTES = 1;
const ICON = '/icon/128.png';

interface RunnerOptions {
  settings: SettingsBox;
  /** Keys with armed rules and no page open: brings them up to date and gives their frames. */
  pollFrames(keys: InstrumentKey[], signal: AbortSignal): Promise<HeatmapFrame[]>;
  isOpen(key: InstrumentKey): boolean;
  onFired(event: AlertEvent): void;
}

/** What one judgement looks at. */
interface Seen {
  frame: HeatmapFrame;
  /** Whose clusters the user sees. */
  look: LookSettings;
  /** The newest price in the frame's unit, and when it was, Unix ms by the exchange's clock. */
  price: number;
  priceMs: number;
}

function momentOf({ frame, look, price, priceMs }: Seen, nowMs: number): AlertMoment {
  const priceAgeMs = Math.max(0, nowMs + frame.clockOffsetMs - priceMs);
  return { ...momentOfFrame(frame, nowMs, look), price, priceAgeMs };
}

/**
 * Judges every frame, and every price between two of them, against the user's rules; with no page open an alarm
 * brings frames once a minute.
 */
export class AlertRunner {
  #options: RunnerOptions;
  /** One judgement after the other: each needs the memory of the one before. */
  #queue: Promise<void> = Promise.resolve();
  #polls = new AbortController();
  /** Instrument -> what was judged last and what was remembered of it. */
  #judged = new Map<InstrumentKey, { seen: Seen; memory: AlertMemory }>();

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  listen(): void {
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (name === ALARM) void this.#poll();
    });
  }

  /** Instruments with at least one rule switched on. */
  armedKeys(): InstrumentKey[] {
    const { rules } = this.#options.settings.current.alerts;
    return [...new Set(rules.filter((rule) => rule.isOn).map((rule) => rule.key))];
  }

  /** The alarm exists exactly while a rule is armed. */
  async arm(): Promise<void> {
    if (this.armedKeys().length > 0) await browser.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES });
    else await browser.alarms.clear(ALARM);
  }

  /** A replayed frame tells of the past, which rings nobody. `look` is that of the site which shows it. */
  judge(frame: HeatmapFrame, look: LookSettings): void {
    if (frame.badge !== 'live') return;
    const key = instrumentKey(frame.instrument);
    if (!this.armedKeys().includes(key)) {
      this.#judged.delete(key);
      return;
    }
    this.#judgeInTurn(key, { frame, look, price: frame.markPrice, priceMs: frame.asOfMs });
  }

  /** The newest price, in the contract's unit: what hangs on it alone does not wait for the next frame. */
  notePrice(key: InstrumentKey, price: number, priceMs: number): void {
    const judged = this.#judged.get(key);
    if (!judged) return;
    const { seen, memory } = judged;
    const { frame } = seen;
    const next = { ...seen, price: price * (frame.priceFactor ?? 1), priceMs };
    const rules = rulesInUnit(this.#options.settings.current.alerts.rules, frame.priceFactor ?? 1);
    if (isPriceNews(rules, memory, momentOf(next, Date.now()))) this.#judgeInTurn(key, next);
  }

  #judgeInTurn(key: InstrumentKey, seen: Seen): void {
    this.#queue = this.#queue.then(() => this.#judge(key, seen)).catch(() => {});
  }

  /** Ends what is under way; resolves when nothing of it writes any more. */
  async halt(): Promise<void> {
    this.#polls.abort();
    this.#polls = new AbortController();
    await this.#queue;
    this.#judged.clear();
  }

  async #judge(key: InstrumentKey, seen: Seen): Promise<void> {
    const { frame } = seen;
    const { settings } = this.#options;
    const { alerts, eventModeUntilMs } = settings.current;
    const now = Date.now();
    if (now < eventModeUntilMs) return;
    const memory = await loadAlertMemory(key);
    const plan = watchedPlan(settings.current, frame);
    const hour = new Date(now).getHours();
    const rules = rulesInUnit(alerts.rules, frame.priceFactor ?? 1);
    const judgement = judgeAlerts({ ...alerts, rules }, memory, momentOf(seen, now), plan, hour);
    this.#judged.set(key, { seen, memory: judgement.memory });
    await saveAlertMemory(key, judgement.memory);
    for (const event of judgement.events) await this.#tell(event, frame.instrument.symbol);
    if (judgement.spentRuleIds.length > 0) await this.#switchOff(judgement.spentRuleIds);
  }

  async #tell(event: AlertEvent, symbol: string): Promise<void> {
    const { title, message } = wordsOf(event, symbol);
    const id = `${event.ruleId} ${event.timeMs}`;
    await browser.notifications.create(id, { type: 'basic', iconUrl: ICON, title, message });
    this.#options.onFired(event);
  }

  async #switchOff(ruleIds: string[]): Promise<void> {
    await this.#options.settings.change((before) => ({
      ...before,
      alerts: {
        ...before.alerts,
        rules: before.alerts.rules.map((rule) =>
          ruleIds.includes(rule.id) ? { ...rule, isOn: false } : rule,
        ),
      },
    }));
  }

  async #poll(): Promise<void> {
    await this.#options.settings.ready;
    const closed = this.armedKeys().filter((key) => !this.#options.isOpen(key));
    if (closed.length === 0) return;
    const { signal } = this.#polls;
    for (const frame of await this.#options.pollFrames(closed, signal))
      if (!signal.aborted) this.judge(frame, this.#options.settings.current.defaults.look);
  }
}
