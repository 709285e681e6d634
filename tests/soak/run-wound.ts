import { type PanelReading, readLayers, readPanel } from '../browsers/read-liqlens';
import { type ClosedColumns, isSameColumns, settledColumns } from '../e2e/closed-columns';
import { type Accounts, checkIntegrity, type Integrity, UNPOLLED_MS } from './integrity';
import type { SoakStage } from './soak-stage';
import type { Wound } from './wound';

const POLL_MS = 200;
/** Heat must be back so long after the cause is gone. */
const LIMIT_S = 5;
const GIVE_UP_MS = 90_000;
/** A new bar may begin to show this late. */
const CLOSING_MS = 5000;
/** The other exchanges may come back a little later than the page's own. */
const COLUMNS_LIMIT_MS = 30_000;
const EVENTS_LIMIT_MS = 45_000;
/** A poll that was due when the minute was over may still be on its way. */
const POLL_PATIENCE_MS = 5000;

/** One row of the soak's table. */
export interface WoundResult extends Integrity {
  browser: string;
  wound: string;
  /** Seconds from the end of the fault to heat from fresh data; null when it never came. */
  recoveredS: number | null;
  /** Seconds of it that the exchange itself had asked us to wait with its last refusal: the cause lasts so long. */
  askedS: number;
  /** The columns closed before are the same after (null: the frame does not hold them any more). */
  sameColumns: boolean | null;
  /** Panels and layers that stand in the page; one of each is right. */
  hosts: { panels: number; layers: number };
  /** Closings that had to be in the store. */
  eventsThere: number;
  eventsSummed: number;
  note: string;
  isOk: boolean;
}

/** Strikes, lifts, waits for whole heat from data newer than the end of the cause, and checks what is shown and stored. */
export async function runWound(stage: SoakStage, wound: Wound, sinceMs: number): Promise<WoundResult> {
  await stage.page.bringToFront();
  const closed = await settledColumns(stage.page, { leavingColumns: wound.leavingColumns });
  const { faults } = stage.exchange;
  const struckBefore = faults.struck;
  await wound.strike(stage);
  await wait(wound.heldMs);
  const isVain = faults.list().length > 0 && faults.struck === struckBefore;
  await wound.lift?.(stage);
  const liftedRealMs = Date.now();
  const askedS = Math.max(0, (stage.exchange.faults.askedUntilMs - liftedRealMs) / 1000);
  const note = await waitForFreshHeat(stage, stage.exchange.market.nowMs());
  const recoveredS = note === '' ? (Date.now() - liftedRealMs) / 1000 : null;
  const sameColumns = await compareColumns(stage, closed);
  const hosts = await countHosts(stage);
  const { integrity, ...events } = await settleAccounts(stage, sinceMs);
  const isTidy = hosts.panels === 1 && hosts.layers === 1;
  const isQuick = recoveredS !== null && recoveredS <= LIMIT_S + askedS;
  return {
    browser: stage.launched.name,
    wound: wound.name,
    recoveredS,
    askedS,
    sameColumns,
    hosts,
    ...integrity,
    ...events,
    note: isVain ? 'the fault struck nobody' : note,
    isOk: isQuick && sameColumns === true && isWhole(integrity) && isTidy && !isVain,
  };
}

/** What a fault kept from being asked for comes with a poll, in half a minute at the latest. */
async function settleAccounts(stage: SoakStage, sinceMs: number): Promise<Accounts> {
  const untilMs = Date.now() + EVENTS_LIMIT_MS;
  let accounts = await checkIntegrity(stage, sinceMs);
  while (accounts.integrity.eventsLost > 0 && Date.now() < untilMs) {
    await wait(POLL_PATIENCE_MS);
    accounts = await checkIntegrity(stage, sinceMs);
  }
  return accounts;
}

function isWhole(integrity: Integrity): boolean {
  return Object.values(integrity).every((count) => count === 0);
}

/**
 * Looks once more when what happened during the last fault must have come as well; a store that nothing had to come into
 * proves nothing.
 */
export async function closeAccounts(stage: SoakStage, sinceMs: number): Promise<WoundResult> {
  await wait(UNPOLLED_MS + POLL_PATIENCE_MS);
  const { integrity, ...events } = await settleAccounts(stage, sinceMs);
  return {
    browser: stage.launched.name,
    wound: 'all of the above, a minute later',
    recoveredS: 0,
    askedS: 0,
    sameColumns: true,
    hosts: await countHosts(stage),
    ...integrity,
    ...events,
    note: events.eventsThere === 0 ? 'nothing had to be there' : '',
    isOk: isWhole(integrity) && events.eventsThere > 0,
  };
}

/** Empty when heat is back, else what was last seen. */
async function waitForFreshHeat(stage: SoakStage, afterMs: number): Promise<string> {
  const untilMs = Date.now() + GIVE_UP_MS;
  let seen = '';
  while (Date.now() < untilMs) {
    const panel = await readPanel(stage.page).catch(() => null);
    const layers = await readLayers(stage.page).catch(() => []);
    const isDrawn = layers.some(({ state }) => state === 'drawn');
    const source = panel?.frame?.sources.find(({ exchange }) => exchange === 'binance');
    const asOfMs = panel?.frame?.asOfMs ?? 0;
    const missing = missingColumns(stage, panel?.frame ?? null);
    if (isDrawn && source?.state === 'live' && asOfMs > afterMs && missing === 0) return '';
    const states = layers.map(({ state, mapping }) => `${state}/${mapping?.state}`).join();
    const age = Math.round((stage.exchange.market.nowMs() - asOfMs) / 1000);
    seen = `layers [${states}], session ${panel?.state}, binance ${source?.state} ${source?.reason}, frame ${age} s old, ${missing} columns missing`;
    await wait(POLL_MS);
  }
  return seen;
}

/** Columns without a bar, those between the newest one and now included. */
function missingColumns({ exchange }: SoakStage, frame: PanelReading['frame']): number {
  if (!frame) return Number.POSITIVE_INFINITY;
  const endMs = frame.startMs + frame.columns * frame.columnMs;
  const behindMs = exchange.market.nowMs() - CLOSING_MS - endMs;
  return frame.missingColumns + Math.max(0, Math.ceil(behindMs / frame.columnMs));
}

async function compareColumns({ page }: SoakStage, closed: ClosedColumns): Promise<boolean | null> {
  const untilMs = Date.now() + COLUMNS_LIMIT_MS;
  let isSame = await isSameColumns(page, closed).catch(() => null);
  while (isSame !== true && Date.now() < untilMs) {
    await wait(POLL_MS);
    isSame = await isSameColumns(page, closed).catch(() => null);
  }
  return isSame;
}

async function countHosts({ page }: SoakStage): Promise<WoundResult['hosts']> {
  return page.evaluate(() => ({
    panels: document.querySelectorAll('liqlens-panel').length,
    layers: document.querySelectorAll('liqlens-layer').length,
  }));
}

/** A fault whose strike or check threw. */
export function brokenWound(browser: string, wound: string, error: Error): WoundResult {
  const nothing = { barsLost: 0, barsDoubled: 0, barsWrong: 0, eventsLost: 0, eventsDoubled: 0 };
  const note = error.message.split('\n')[0];
  const hosts = { panels: 0, layers: 0 };
  return {
    browser,
    wound,
    recoveredS: null,
    askedS: 0,
    sameColumns: null,
    hosts,
    ...nothing,
    eventsThere: 0,
    eventsSummed: 0,
    note,
    isOk: false,
  };
}

/** The rows as a table for the terminal. */
export function woundTable(rows: readonly WoundResult[]): string {
  const head = [
    'browser',
    'fault',
    'recovered s',
    'of it asked to wait s',
    'columns',
    'bars lost/double/wrong',
    'events lost/double of',
    '',
  ];
  const cells = rows.map((row) => [
    row.browser,
    row.wound,
    row.recoveredS?.toFixed(1) ?? 'never',
    row.askedS > 0 ? row.askedS.toFixed(1) : '',
    row.sameColumns === null ? 'gone' : row.sameColumns ? 'same' : 'CHANGED',
    `${row.barsLost}/${row.barsDoubled}/${row.barsWrong}`,
    `${row.eventsLost}/${row.eventsDoubled} of ${row.eventsThere}${row.eventsSummed > 0 ? `, ${row.eventsSummed} in sums` : ''}`,
    row.isOk ? 'ok' : `FAILED panels ${row.hosts.panels} layers ${row.hosts.layers} ${row.note}`,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i].length)));
  return [head, ...cells].map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ')).join('\n');
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
