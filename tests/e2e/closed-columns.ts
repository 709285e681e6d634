import type { Page } from 'puppeteer';
import type { GridWindow, WindowHash } from '../../src/page/window-hash';
import { type PanelReading, readPanel, readWindowHash } from '../browsers/read-liqlens';
import { until } from './stage';

/** Columns closed at one moment: they must look the same for ever. */
export interface ClosedColumns {
  window: GridWindow;
  hash: WindowHash;
}

type Frame = NonNullable<PanelReading['frame']>;

/** At the left edge so many columns may leave the range before the comparison. */
const LEAVING = 40;
/** A frame's edges in price move by so many bins when the price has moved, and may move back. */
const EDGE_BINS = 64;
const ENOUGH = 100;
/** Late history of eleven exchanges changes what is not yet shown as complete; quiet for this long means it is over. */
const QUIET_MS = 4000;

/**
 * The closed columns of the page's frame, once every exchange has loaded its history and the picture holds still. The
 * window is fixed in time, so that bars which close later do not void the comparison.
 */
export async function settledColumns(
  page: Page,
  { limitMs = 90_000, leavingColumns = 0 }: { limitMs?: number; leavingColumns?: number } = {},
): Promise<ClosedColumns> {
  const leaving = LEAVING + leavingColumns;
  let held: ClosedColumns | null = null;
  let heldMs = 0;
  return until(
    'columns that hold still',
    async () => {
      const frame = (await readPanel(page))?.frame;
      const unsettled = frame ? unsettledPart(frame, leaving + ENOUGH) : 'no frame';
      if (unsettled !== '' || !frame) {
        held = null;
        throw new Error(unsettled);
      }
      const window = held?.window ?? windowOf(frame, leaving);
      const hash = await readWindowHash(page, window);
      const isHeld = hash !== null && held !== null && JSON.stringify(hash) === JSON.stringify(held.hash);
      if (!isHeld) heldMs = Date.now();
      held = hash ? { window, hash } : null;
      return held && Date.now() - heldMs >= QUIET_MS ? held : null;
    },
    limitMs,
  );
}

/** Whether the page's frame shows the columns as they were; null when it does not hold them any more. */
export async function isSameColumns(page: Page, { window, hash }: ClosedColumns): Promise<boolean | null> {
  const now = await readWindowHash(page, window);
  return now === null ? null : now.usd === hash.usd && now.salience === hash.salience;
}

/** What is still to come before the picture can hold still; empty when nothing is. */
function unsettledPart({ sources, frozenColumns }: Frame, enough: number): string {
  const waiting = sources.filter(({ state }) => state !== 'live');
  if (sources.length < 2) return `${sources.length} sources`;
  if (waiting.length > 0)
    return waiting.map(({ exchange, state, reason }) => `${exchange} ${state} ${reason}`).join(', ');
  return frozenColumns > enough ? '' : `${frozenColumns} frozen columns`;
}

function windowOf({ startMs, columnMs, frozenColumns, firstBin, bins }: Frame, leaving: number): GridWindow {
  return {
    fromMs: startMs + leaving * columnMs,
    toMs: startMs + frozenColumns * columnMs,
    firstBin: firstBin + EDGE_BINS,
    bins: bins - 2 * EDGE_BINS,
  };
}
