import type { Market } from '../market/market';
import type { SourcePosition } from '../market/market-source';
import { priceText } from './hyperliquid-format';

const VENUE = 'hyperliquid';

interface Held {
  coin: string;
  position: SourcePosition;
}

function everyPosition(market: Market): Held[] {
  return market.source
    .coins(VENUE)
    .flatMap((coin) =>
      market.source.positions(VENUE, coin, market.nowMs()).map((position) => ({ coin, position })),
    );
}

/** Every account that holds something, largest first. */
export function leaderboard(market: Market) {
  const rows = everyPosition(market)
    .map(({ position }) => ({ account: position.account, value: (position.base * position.entryPrice) / 5 }))
    .sort((one, other) => other.value - one.value);
  return {
    leaderboardRows: rows.map(({ account, value }) => ({
      ethAddress: account,
      accountValue: value.toFixed(6),
      windowPerformances: ['day', 'week', 'month', 'allTime'].map((name) => [
        name,
        { pnl: '0.0', roi: '0.0', vlm: (value * 3).toFixed(2) },
      ]),
      prize: 0,
      displayName: null,
    })),
  };
}

/** `clearinghouseState`: the positions of one address with the venue's own liquidation prices. */
export function accountState(user: string, market: Market) {
  const held = everyPosition(market).filter(({ position }) => position.account === user.toLowerCase());
  const notional = held.reduce((sum, { position }) => sum + position.base * position.entryPrice, 0);
  const summary = {
    accountValue: (notional / 5).toFixed(6),
    totalNtlPos: notional.toFixed(6),
    totalRawUsd: (-notional).toFixed(6),
    totalMarginUsed: (notional / 10).toFixed(6),
  };
  return {
    marginSummary: summary,
    crossMarginSummary: summary,
    crossMaintenanceMarginUsed: (notional / 80).toFixed(6),
    withdrawable: '0.0',
    assetPositions: held.map((entry) => ({ type: 'oneWay', position: positionRow(entry, market) })),
    time: market.nowMs(),
  };
}

function positionRow({ coin, position }: Held, market: Market) {
  const mark = market.markPrice(VENUE, coin) ?? position.entryPrice;
  const sign = position.positionSide === 'long' ? 1 : -1;
  return {
    coin,
    szi: (sign * position.base).toFixed(5),
    leverage: { type: 'cross', value: 10 },
    entryPx: priceText(position.entryPrice),
    positionValue: (position.base * mark).toFixed(6),
    unrealizedPnl: (sign * position.base * (mark - position.entryPrice)).toFixed(6),
    returnOnEquity: '0.0',
    liquidationPx: position.liquidationPrice === null ? null : String(position.liquidationPrice),
    marginUsed: ((position.base * mark) / 10).toFixed(6),
    maxLeverage: 40,
    cumFunding: { allTime: '0.0', sinceOpen: '0.0', sinceChange: '0.0' },
  };
}
