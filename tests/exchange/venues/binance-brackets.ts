import type { LeverageTier } from '../../../src/core/market/leverage-tier';
import type { Market } from '../market/market';
import type { BinanceDialect } from './binance-dialect';

/**
 * Body of the web page's own bracket endpoint; contracts without recorded brackets are left out. On COIN-M sizes are in
 * coins: the recorded brackets are in dollars and turned over at the price of the first bar, so that they stand still.
 */
export function bracketsBody(dialect: BinanceDialect, market: Market) {
  const brackets = market.source.coins(dialect.venue).flatMap((coin) => {
    const tiers = market.source.tiers(dialect.venue, coin);
    if (tiers === null) return [];
    return {
      symbol: dialect.symbolOf(coin),
      updateTime: market.nowMs(),
      notionalLimit: 100,
      riskBrackets: inUnits(tiers, unitUsd(dialect, market, coin)).map(riskBracket),
    };
  });
  return { code: '000000', message: null, messageDetail: null, data: { brackets } };
}

/** Dollars in one unit of the dialect's notional. */
function unitUsd({ venue, quoteAsset }: BinanceDialect, market: Market, coin: string): number {
  if (quoteAsset !== 'USD') return 1;
  const { startMs } = market.source;
  const [first] = market.bars(venue, coin, 300_000, { fromMs: startMs, toMs: startMs + 3_600_000 });
  return first?.open ?? market.lastPrice(venue, coin) ?? 1;
}

function inUnits(tiers: readonly LeverageTier[], usd: number): LeverageTier[] {
  return tiers.map((tier) => ({
    ...tier,
    notionalFloor: tier.notionalFloor / usd,
    notionalCap: tier.notionalCap / usd,
    maintenanceAmount: tier.maintenanceAmount / usd,
  }));
}

function riskBracket(tier: LeverageTier, i: number, tiers: readonly LeverageTier[]) {
  return {
    bracketSeq: i + 1,
    bracketNotionalFloor: tier.notionalFloor,
    // The last bracket of the exchange has a cap too.
    bracketNotionalCap: Number.isFinite(tier.notionalCap) ? tier.notionalCap : tier.notionalFloor * 10,
    bracketMaintenanceMarginRate: tier.maintenanceMarginRate,
    cumFastMaintenanceAmount: tier.maintenanceAmount,
    minOpenPosLeverage: (tiers[i + 1]?.maxLeverage ?? 0) + 1,
    maxOpenPosLeverage: tier.maxLeverage,
  };
}
