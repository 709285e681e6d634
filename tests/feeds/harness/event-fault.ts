import type { MarketEvent } from '../../../src/core/market/market-event';

/** What is wrong with an event that left a parser; null when the estimator may have it. */
export function eventFault(event: MarketEvent): string | null {
  switch (event.type) {
    case 'candle': {
      const { open, high, low, close, volumeBase, takerBuyBase, openTimeMs, intervalMs } = event.candle;
      if (![open, high, low, close].every(isPrice)) return 'a candle price is no price';
      if (low > Math.min(open, close) || high < Math.max(open, close))
        return 'a candle does not contain itself';
      if (volumeBase !== null && !isAmount(volumeBase)) return 'a volume is no amount';
      if (takerBuyBase !== null && !(isAmount(takerBuyBase) && takerBuyBase <= (volumeBase ?? 0) * 1.0001)) {
        return 'takers bought more than was traded';
      }
      return isTime(openTimeMs) && intervalMs > 0 ? null : 'a candle has no time';
    }
    case 'mark-range': {
      const { high, low, close, openTimeMs } = event.markRange;
      if (![high, low, close].every(isPrice) || low > close || high < close)
        return 'a mark range is impossible';
      return isTime(openTimeMs) ? null : 'a mark range has no time';
    }
    case 'open-interest': {
      const { base, quote, timeMs } = event.openInterest;
      if (!isAmount(base) || (quote !== null && !isAmount(quote))) return 'an open interest is no amount';
      return isTime(timeMs) ? null : 'an open interest has no time';
    }
    case 'funding-rate': {
      const { ratePerInterval, intervalHours, timeMs } = event.fundingRate;
      if (!Number.isFinite(ratePerInterval) || Math.abs(ratePerInterval) >= 1) return 'a rate is no fraction';
      return intervalHours > 0 && Number.isFinite(intervalHours) && isTime(timeMs)
        ? null
        : 'a rate has no time';
    }
    case 'long-short-ratio': {
      const { longShare, timeMs } = event.longShortRatio;
      return longShare >= 0 && longShare <= 1 && isTime(timeMs) ? null : 'a share is no share';
    }
    case 'taker-volume': {
      const { buyBase, sellBase, openTimeMs } = event.takerVolume;
      return isAmount(buyBase) && isAmount(sellBase) && isTime(openTimeMs)
        ? null
        : 'a taker volume is no amount';
    }
    case 'mark-price': {
      const { price, indexPrice, timeMs } = event.markPrice;
      if (!isPrice(price) || (indexPrice !== null && !isPrice(indexPrice))) return 'a mark price is no price';
      return isTime(timeMs) ? null : 'a mark price has no time';
    }
    case 'liquidation': {
      const { price, base, notionalUsd, timeMs, positionSide } = event.liquidation;
      if (!isPrice(price) || !isPrice(base) || !isPrice(notionalUsd)) return 'a liquidation is no amount';
      if (Math.abs(notionalUsd / (price * base) - 1) > 1e-9) return 'a liquidation contradicts itself';
      return (positionSide === 'long' || positionSide === 'short') && isTime(timeMs)
        ? null
        : 'a liquidation has no side';
    }
    case 'leverage-tiers':
      return event.tiers.every(
        (tier, index) =>
          tier.notionalFloor === (index === 0 ? 0 : event.tiers[index - 1].notionalCap) &&
          tier.notionalCap > tier.notionalFloor &&
          tier.maxLeverage >= 1 &&
          tier.maintenanceMarginRate > 0 &&
          tier.maintenanceMarginRate <= 1 &&
          isAmount(tier.maintenanceAmount),
      )
        ? null
        : 'a bracket table has holes';
    default:
      return null;
  }
}

function isPrice(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function isTime(value: number): boolean {
  return Number.isInteger(value) && value > 1_400_000_000_000 && value < 4_200_000_000_000;
}
