/** Longest first, so that BTCUSDT is not split as BTCUSD + T. */
const QUOTES = ['FDUSD', 'USDT', 'USDC', 'USD1', 'BUSD', 'USD', 'EUR', 'BTC', 'ETH'];
const MONTH_CODE = /(?:[FGHJKMNQUVXZ]\d{2,4}|\d{1,2}[A-Z]{1,3}\d{2,4}|_\d{6}|-\d{6}|\d!)$/;

/** Splits `BTCUSDT` into coin and quote by the longest known quote; null where none ends the text. */
export function splitPair(symbol: string): { base: string; quote: string } | null {
  const quote = QUOTES.find((q) => symbol.endsWith(q) && symbol.length > q.length);
  return quote ? { base: symbol.slice(0, -quote.length), quote } : null;
}

/** Whether a symbol names a dated or continuous future (`BTCUSD_250926`, `XBTZ25`, `BTC1!`), which has no perpetual map. */
export function isDated(symbol: string): boolean {
  return MONTH_CODE.test(symbol);
}
