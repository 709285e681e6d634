import type { Page } from 'puppeteer';
import { readLayers, readPanel } from '../browsers/read-liqlens';
import type { Stage } from '../e2e/stage';
import { checkIntegrity, type Integrity } from './integrity';
import type { Wound } from './wounds';

const POLL_MS = 200;
const GIVE_UP_MS = 90_000;

/** One row of the soak's table. */
export interface WoundResult extends Integrity {
  browser: string;
  wound: string;
  /** Seconds from the end of the cause to heat from fresh data; null when it never came. */
  recoveredS: number | null;
  limitS: number;
  /** The frozen columns were the same before and after (null: a bar closed meanwhile, so they cannot be compared). */
  sameColumns: boolean | null;
  note: string;
  isOk: boolean;
}

/** Strikes, lifts, waits for heat from data newer than the end of the cause, and checks what was stored. */
export async function runWound(
  stage: Stage,
  page: Page,
  wound: Wound,
  sinceMs: number,
): Promise<WoundResult> {
  const before = (await readPanel(page).catch(() => null))?.frame ?? null;
  await wound.strike(stage, page);
  await wait(wound.heldMs);
  await wound.lift?.(stage, page);
  const liftedRealMs = Date.now();
  const note = await waitForFreshHeat(page, stage.exchange.market.nowMs());
  const recoveredS = note === '' ? (Date.now() - liftedRealMs) / 1000 : null;
  const after = (await readPanel(page).catch(() => null))?.frame ?? null;
  const isComparable = before !== null && after?.frozenColumns === before.frozenColumns;
  const sameColumns = isComparable ? after?.frozenHash === before.frozenHash : null;
  const integrity = await checkIntegrity(stage, sinceMs);
  const limitS = (wound.limitMs ?? 5000) / 1000;
  const isWhole = Object.values(integrity).every((count) => count === 0);
  const isOk = recoveredS !== null && recoveredS <= limitS && sameColumns !== false && isWhole;
  const browser = stage.launched.name;
  return { browser, wound: wound.name, recoveredS, limitS, sameColumns, ...integrity, note, isOk };
}

/** Empty when heat is back, else what was last seen. */
async function waitForFreshHeat(page: Page, afterMs: number): Promise<string> {
  const untilMs = Date.now() + GIVE_UP_MS;
  let seen = '';
  while (Date.now() < untilMs) {
    const panel = await readPanel(page).catch(() => null);
    const layers = await readLayers(page).catch(() => []);
    const isDrawn = layers.some(({ state }) => state === 'drawn');
    const source = panel?.frame?.sources.find(({ exchange }) => exchange === 'binance');
    if (isDrawn && source?.state === 'live' && (panel?.frame?.asOfMs ?? 0) > afterMs) return '';
    seen = `layer ${isDrawn ? 'drawn' : 'not drawn'}, session ${panel?.state}, binance ${source?.state} ${source?.reason}`;
    await wait(POLL_MS);
  }
  return seen;
}

/** The rows as a table for the terminal. */
export function woundTable(rows: readonly WoundResult[]): string {
  const head = [
    'browser',
    'fault',
    'recovered s',
    'limit s',
    'columns',
    'bars lost/double/wrong',
    'events lost/double',
    '',
  ];
  const cells = rows.map((row) => [
    row.browser,
    row.wound,
    row.recoveredS?.toFixed(1) ?? 'never',
    `${row.limitS}`,
    row.sameColumns === null ? 'new bar' : row.sameColumns ? 'same' : 'CHANGED',
    `${row.barsLost}/${row.barsDoubled}/${row.barsWrong}`,
    `${row.eventsLost}/${row.eventsDoubled}`,
    row.isOk ? 'ok' : `FAILED ${row.note}`,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i].length)));
  return [head, ...cells].map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ')).join('\n');
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
