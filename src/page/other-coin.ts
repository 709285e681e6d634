import { readPageSymbol } from '../feeds/page-symbol';

/**
 * Whether a chart's own name for what it shows (`BINANCE:ETHUSDT.P`, `ETHUSDT@PRICETYPE=LAST`) is that of another coin
 * than `base`. Only a pair says so beyond doubt: names that nobody can read are let pass.
 */
export function namesOtherCoin(symbolText: string | undefined, base: string): boolean {
  const read = base && symbolText ? readPageSymbol(symbolText.split('@')[0]) : null;
  return read !== null && read.quote !== null && read.base !== base;
}
