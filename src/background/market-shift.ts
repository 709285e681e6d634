import { type BasisTrack, basisFactor, measureBasis, NO_BASIS, noteRatio } from '../core/axis/market-basis';
import { barsOf } from '../core/frame/frame-bars';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { PageMessage } from '../messages/page-protocol';
import { hasOneChart, setSessionState, type TabSession } from './tab-session';

type ChartCandlesMessage = Extract<PageMessage, { type: 'chart-candles' }>;

/** Shifts what tabs show to the prices of their charts, where these are of another market than the levels. */
export class MarketShift {
  #tracks = new WeakMap<TabSession, BasisTrack>();

  trackOf(session: TabSession): BasisTrack {
    return this.#tracks.get(session) ?? NO_BASIS;
  }

  /** Another instrument: nothing is known of its chart. */
  forget(session: TabSession): void {
    this.#tracks.delete(session);
  }

  /**
   * The candles of another market's chart tell by how much its prices differ: all that is shown is shifted to them.
   * @param frame What the tab shows now.
   * @param unit Price of the page's unit over price of the contract's, which is not part of the distance.
   * @returns Whether what is shown stands elsewhere now.
   */
  note(
    session: TabSession,
    { candles, time }: ChartCandlesMessage,
    frame: HeatmapFrame,
    unit: number,
  ): boolean {
    const { session: state } = session;
    if (state?.state !== 'ready' || !state.isOtherMarket || !hasOneChart(session)) return false;
    const factor = unit / (frame.priceFactor ?? 1);
    const own = barsOf(frame.grid).map(({ timeSec, high, low }) => ({
      timeSec,
      high: high * factor,
      low: low * factor,
    }));
    const before = this.trackOf(session);
    const track = noteRatio(before, measureBasis(candles, time, own));
    this.#tracks.set(session, track);
    const { basis } = track;
    if (basis === null || basis === before.basis) return false;
    session.priceFactor = unit * basisFactor(basis);
    setSessionState(session, { ...state, basis });
    return true;
  }
}
