import type { AlertSettings } from '../core/alerts/alert-rule';
import type { AlertEvent } from '../core/alerts/alert-state';
import type { AxisMapping, TimeAxis } from '../core/axis/axis-mapping';
import type { DrawnCandles } from '../core/axis/drawn-candles';
import type { MarketBasis } from '../core/axis/market-basis';
import type { FrameQuery } from '../core/frame/frame-query';
import type { Instrument, InstrumentKey } from '../core/market/instrument';
import type { PageInstrument } from '../core/market/page-instrument';
import type { SourceStatus } from '../core/market/source-status';
import type { PlanMark } from '../core/plan/plan-mark';
import type { SavedPlan } from '../core/plan/saved-plan';
import type { LookSettings, Settings } from '../core/settings/settings';
import type { FrameUpdate } from './frame-update';

/** Name of the long-lived port between a page's isolated script and the background. */
export const PAGE_PORT = 'liqlens-page';

/** Scripts that frames get when they first need them: the panel's second part, calibration by hand, and the reader of strokes. */
export type LatePart = 'panel' | 'panel-rest' | 'calibration' | 'drawing' | 'picture';

/** Sent past the port: the background puts `part` into the frame that asks, and answers whether it could. */
export function bringWord(part: LatePart): string {
  return `liqlens-bring-${part}`;
}

/** How the chart of a frame is anchored, without geometry. */
export interface AnchorReport {
  state: AxisMapping['state'] | 'searching';
  source: AxisMapping['source'] | null;
  hasPrice: boolean;
  hasTime: boolean;
  reason: string;
  rmsPx: number;
}

/** Page -> background. */
export type PageMessage =
  /**
   * `probe` arrives as something else where messages travel as JSON; then frames are sent as text. `session` is what the
   * page was told last, by a background that has ended since; null on a new page.
   */
  | {
      type: 'hello';
      isTop: boolean;
      siteId: string;
      isVisible: boolean;
      probe: Uint8Array;
      session: SessionState | null;
    }
  | { type: 'instrument'; instrument: PageInstrument | null; reason: string }
  | { type: 'anchor'; report: AnchorReport }
  /** Null: this frame shows nothing for now. */
  | { type: 'want-frames'; query: FrameQuery | null }
  | { type: 'visible'; isVisible: boolean }
  /** What the chart of another market shows. */
  | { type: 'chart-candles'; candles: DrawnCandles; time: TimeAxis }
  | { type: 'heartbeat' }
  | { type: 'resync' }
  | { type: 'load-instrument'; key: InstrumentKey; always: boolean }
  | { type: 'retry-source'; exchange: string }
  | { type: 'change-look'; siteId: string; change: Partial<LookSettings> }
  | { type: 'change-query'; siteId: string; change: Partial<FrameQuery> }
  /** The tab shows what was known at a moment, Unix ms; null = now. Never stored. */
  | { type: 'replay'; untilMs: number | null }
  | { type: 'save-plan'; key: InstrumentKey; plan: SavedPlan }
  | { type: 'set-alerts'; alerts: AlertSettings }
  /** The plan that is open in the panel, for every frame of the tab; empty once it is closed. */
  | { type: 'plan-marks'; marks: PlanMark[] }
  | { type: 'export-picture' }
  | { type: 'start-calibration' }
  | { type: 'open-options' };

/** Why nothing can be shown for the page's instrument. */
export type SessionState =
  /**
   * `isOtherMarket`: the page shows a spot pair, or another exchange than that of the map. `basis` is absent until the
   * chart's candles have told how far apart the two are.
   */
  | { state: 'ready'; instrument: Instrument; isOtherMarket?: true; basis?: MarketBasis }
  | { state: 'loading'; instrument: Instrument | null; done: number; total: number }
  | { state: 'ask-to-load'; instrument: Instrument }
  | { state: 'no-instrument'; reason: string }
  | { state: 'unlisted'; symbol: string }
  /** The exchange's list of contracts could not be fetched. */
  | { state: 'unreachable'; reason: string }
  | { state: 'engine-down'; reason: string };

/** Background -> page. Frames travel as structured clone, or as base64 inside `encoded` for old Chrome. */
export type BackgroundMessage =
  /** Answer to the page's heartbeat: the port still leads somewhere. */
  | { type: 'heartbeat' }
  | { type: 'welcome'; settings: Settings; siteId: string }
  | { type: 'settings'; settings: Settings }
  /** `page`: what the word is about, as the top frame read it; whoever reads another page by now must not show it. */
  | { type: 'session'; session: SessionState; page: PageInstrument | null }
  | { type: 'frame'; update: FrameUpdate }
  | { type: 'encoded-frame'; text: string }
  | { type: 'sources'; sources: SourceStatus[] }
  | { type: 'price'; key: InstrumentKey; price: number; timeMs: number }
  | { type: 'anchor'; report: AnchorReport }
  /** Every frame of the tab asks for the same moment. */
  | { type: 'replay'; untilMs: number | null }
  | { type: 'alert'; event: AlertEvent }
  | { type: 'plan-marks'; marks: PlanMark[] }
  /** Machine word of a store that takes nothing (`quota`, `blocked`, ...), null when all is well. */
  | { type: 'store'; fault: string | null }
  /** The frame that holds the chart saves a picture of it. */
  | { type: 'export-picture' }
  /** The frame with the largest chart shows the handles of manual calibration. */
  | { type: 'start-calibration' };
