import { describe, expect, it } from 'vitest';
import { mainContract } from '../../src/background/companions';
import type { Instrument } from '../../src/core/market/instrument';

const contract = (symbol: string, quote: string, kind: Instrument['kind'], base = 'BTC'): Instrument => ({
  exchange: 'bybit',
  symbol,
  base,
  quote,
  settle: quote,
  kind,
  contractSize: 1,
  baseMultiplier: 1,
  tickSize: 0.1,
  maxLeverage: 100,
  fundingIntervalHours: 8,
});

describe('mainContract', () => {
  it('prefers the linear USDT contract to USDC and to the inverse one', () => {
    const listing = [
      contract('BTCUSD', 'USD', 'inverse'),
      contract('BTCPERP', 'USDC', 'linear'),
      contract('BTCUSDT', 'USDT', 'linear'),
    ];
    expect(mainContract(listing, 'BTC')?.symbol).toBe('BTCUSDT');
  });

  it('takes the inverse contract where an exchange lists nothing else', () => {
    expect(mainContract([contract('XBTUSD', 'USD', 'inverse')], 'BTC')?.symbol).toBe('XBTUSD');
  });

  it('is null for a coin or a quote that stands for no dollars', () => {
    expect(mainContract([contract('BTCEUR', 'EUR', 'linear')], 'BTC')).toBeNull();
    expect(mainContract([contract('BTCUSDT', 'USDT', 'linear')], 'ETH')).toBeNull();
  });
});
