/** Coin of a dollar pair under the names that charts give it: `BINANCE:ETHUSDT.P`, `ETHUSDT@PRICETYPE=LAST`, `XBTUSD`. */
const PAIR = /^(?:[^:]*:)?(?:10{3,6}|1M|k)?([A-Z0-9]+?)[-_/]?(?:FDUSD|BUSD|USD[TC1E]?)(?:[-_.@M]|$)/;

/**
 * Whether a chart's own name for what it shows is that of another coin than `base`. Only a dollar pair says so beyond
 * doubt, and only such pairs have maps: all else is let pass. Smaller than the reading of pages, which knows exchanges.
 */
export function namesOtherCoin(symbolText: string | undefined, base: string): boolean {
  const coin = PAIR.exec(symbolText ?? '')?.[1].replace('XBT', 'BTC');
  return Boolean(base && coin && coin !== base);
}
