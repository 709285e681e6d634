import type { Instrument } from '../../core/market/instrument';

export interface CrossCheckLink {
  name: string;
  url: string;
}

/** How TradingView spells exchanges; others are searched for without one. */
const TRADINGVIEW: Record<string, string> = {
  binance: 'BINANCE',
  bybit: 'BYBIT',
  okx: 'OKX',
  bitget: 'BITGET',
  gate: 'GATEIO',
  bitmex: 'BITMEX',
  hyperliquid: 'HYPERLIQUID',
};

/** Where the exchanges teach leverage, margin and liquidation: their first pages, which have none for a coin. */
const LESSONS: CrossCheckLink[] = [
  { name: 'Binance Academy', url: 'https://academy.binance.com/' },
  { name: 'Bybit Learn', url: 'https://learn.bybit.com/' },
];

/** Pages of other tools on the same market, then places to learn; plain links without any identifier of ours. */
export function crossCheckLinks(
  instrument: Pick<Instrument, 'exchange' | 'symbol' | 'base' | 'quote'>,
): CrossCheckLink[] {
  const base = encodeURIComponent(instrument.base);
  return [
    { name: 'CoinGlass', url: `https://www.coinglass.com/pro/futures/LiquidationHeatMap?coin=${base}` },
    { name: 'CoinAnk', url: `https://coinank.com/chart/derivatives/liq-heat-map/${base.toLowerCase()}` },
    { name: 'Hyblock', url: hyblockUrl(instrument.base) },
    {
      name: 'TradingView',
      url: `https://www.tradingview.com/chart/?symbol=${tradingViewSymbol(instrument)}`,
    },
    ...LESSONS,
  ];
}

/** Coins with a page of their own there, as public scripts address them (read 2026-11-22, not seen live). */
const HYBLOCK_COINS = ['BTC', 'ETH'];

function hyblockUrl(base: string): string {
  const page = 'https://hyblockcapital.com/liquidationlevel';
  return HYBLOCK_COINS.includes(base) ? `${page}/${base.toLowerCase()}` : page;
}

function tradingViewSymbol({
  exchange,
  base,
  quote,
}: Pick<Instrument, 'exchange' | 'base' | 'quote'>): string {
  const venue = TRADINGVIEW[exchange];
  const pair = `${base}${quote === 'USD' || quote === '' ? 'USD' : quote}.P`;
  return encodeURIComponent(venue ? `${venue}:${pair}` : pair);
}
