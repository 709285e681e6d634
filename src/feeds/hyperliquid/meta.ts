import type { Instrument } from '../../core/market/instrument';
import type { LeverageTier } from '../../core/market/leverage-tier';
import { decimals, type Fields, list, nonNegative, positive, record, text } from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import { readCoinName } from '../coin-names';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { flatTiers, type TierRow, tiersEvent, tiersFromRows, withDeductions } from '../tier-rows';

/** Tables below this id are flat at that leverage and are not listed. */
const FIRST_TABLE_ID = 50;
const PRICE_DECIMALS = 6;

/** Meta as seen by others on 2026-09-25/27 (exchanges.md 13.4). */
const ROWS: Readonly<Record<string, readonly TierRow[]>> = {
  BTC: [
    [0, 150e6, 40, 0.0125, 0],
    [150e6, null, 20, 0.025, 1_875_000],
  ],
  ETH: [
    [0, 100e6, 25, 0.02, 0],
    [100e6, null, 15, 1 / 30, 4_000_000 / 3],
  ],
  SOL: [
    [0, 70e6, 20, 0.025, 0],
    [70e6, null, 10, 0.05, 1_750_000],
  ],
};

/** The shipped table; elsewhere the rule: maintenance is half of the initial margin at the ASSET's largest leverage. */
export function hyperliquidFallback(instrument: Instrument): LeverageTier[] {
  const rows = ROWS[instrument.symbol];
  return rows === undefined ? flatTiers(instrument.maxLeverage) : tiersFromRows(rows);
}

/** `meta` as a listing of the main perpetual venue. */
export function parseHyperliquidListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'hyperliquid', channel: 'meta' };
  return parseList(
    payloads[0],
    origin,
    (value) => readAsset(record(value, 'universe')),
    (payload) => list(record(payload).universe, 'universe'),
  );
}

function readAsset(row: Fields): Instrument | null {
  if (row.isDelisted === true) return null;
  const symbol = text(row, 'name');
  const { base, multiplier } = readCoinName(symbol);
  return {
    exchange: 'hyperliquid',
    symbol,
    base,
    quote: 'USDC',
    settle: 'USDC',
    kind: 'linear',
    contractSize: 1,
    baseMultiplier: multiplier,
    tickSize: 10 ** (decimals(row, 'szDecimals') - PRICE_DECIMALS),
    maxLeverage: positive(row, 'maxLeverage'),
    fundingIntervalHours: 1,
  };
}

/** `meta` as the maintenance table of one asset. */
export function parseMarginTable(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const meta = record(payload);
    const asset = list(meta.universe, 'universe')
      .map((value) => record(value, 'universe'))
      .find(({ name }) => name === context.instrument.symbol);
    if (asset === undefined) return refuse('universe', `lacks ${context.instrument.symbol}`);
    return tiersEvent(tiersOf(asset, meta), 'marginTables', context);
  });
}

function tiersOf(asset: Fields, meta: Fields): LeverageTier[] {
  const id = asset.marginTableId;
  if (typeof id !== 'number' || id < FIRST_TABLE_ID) return flatTiers(positive(asset, 'maxLeverage'));
  const entry = list(meta.marginTables, 'marginTables')
    .map((value) => list(value, 'marginTables'))
    .find(([tableId]) => tableId === id);
  if (entry === undefined) return refuse('marginTables', `lack ${id}`);
  const rows = list(record(entry[1], 'marginTables').marginTiers, 'marginTiers').map((value) =>
    record(value, 'marginTiers'),
  );
  const floors = rows.map((row) => nonNegative(row, 'lowerBound'));
  return withDeductions(
    rows.map((row, index) => ({
      notionalFloor: floors[index],
      notionalCap: floors[index + 1] ?? Number.POSITIVE_INFINITY,
      maxLeverage: positive(row, 'maxLeverage'),
      maintenanceMarginRate: 0.5 / positive(row, 'maxLeverage'),
    })),
  );
}
