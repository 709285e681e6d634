import { describe, expect, test } from 'vitest';
import { namesOtherCoin } from '../../src/page/other-coin';

describe('namesOtherCoin', () => {
  test.each([
    ['BTCUSDT', 'BTC', false],
    ['BINANCE:BTCUSDT.P', 'BTC', false],
    ['BTCUSDT@PRICETYPE=LAST', 'BTC', false],
    ['XBTUSD', 'BTC', false],
    ['1000PEPEUSDT', 'PEPE', false],
    ['WBTCUSDT', 'BTC', true],
    ['COINBASE:ETHUSD', 'BTC', true],
    ['ETH_USDT@PRICETYPE=MARK', 'BTC', true],
  ])('of %s for a map of %s gives %s', (symbolText, base, isOther) => {
    expect(namesOtherCoin(symbolText, base)).toBe(isOther);
  });

  test.each(['', 'ETH', 'ETHUSDT_UMCBL', '#/!"', undefined])(
    'lets %s pass, which is no pair',
    (symbolText) => {
      expect(namesOtherCoin(symbolText, 'BTC')).toBe(false);
    },
  );

  test('lets everything pass while no coin is known', () => {
    expect(namesOtherCoin('ETHUSDT', '')).toBe(false);
  });
});
