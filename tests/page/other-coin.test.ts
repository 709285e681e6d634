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
    ['ETHUSDT_UMCBL', 'BTC', true],
    ['1INCHUSDT', '1INCH', false],
    ['BTC-USDT-SWAP', 'BTC', false],
  ])('of %s for a map of %s gives %s', (symbolText, base, isOther) => {
    expect(namesOtherCoin(symbolText, base)).toBe(isOther);
  });

  test.each(['', 'ETH', 'BTCPERP', 'ETHBTC', '#/!"', undefined])(
    'lets %s pass, which is no pair',
    (symbolText) => {
      expect(namesOtherCoin(symbolText, 'BTC')).toBe(false);
    },
  );

  test('lets everything pass while no coin is known', () => {
    expect(namesOtherCoin('ETHUSDT', '')).toBe(false);
  });
});
