import type { LeverageTier } from '../../../src/core/market/leverage-tier';
import type { Market } from '../market/market';
import type { BinanceDialect } from './binance-dialect';

/** Body of the web page's own bracket endpoint; contracts without recorded brackets are left out. */
export function bracketsBody(dialect: BinanceDialect, market: Market) {
  const brackets = market.source.coins(dialect.venue).flatMap((coin) => {
    const tiers = market.source.tiers(dialect.venue, coin);
    if (tiers === null) return [];
    return {
      symbol: dialect.symbolOf(coin),
      updateTime: market.nowMs(),
      notionalLimit: 100,
      riskBrackets: tiers.map(riskBracket),
    };
  });
  return { code: '000000', message: null, messageDetail: null, data: { brackets } };
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
