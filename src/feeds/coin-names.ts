/** A listed coin without its multiplier and alias. */
export interface CoinName {
  /** `BTC`, `PEPE`. */
  base: string;
  /** Coins of `base` in one listed unit. */
  multiplier: number;
}

const ALIASES: Readonly<Record<string, string>> = { XBT: 'BTC' };

/** Reads `XBT` as BTC, `1000PEPE` and `kPEPE` as 1000 PEPE, `1MBABYDOGE` as a million BABYDOGE; `1INCH` stays. */
export function readCoinName(listed: string): CoinName {
  const thousands = /^(10{3,6})([A-Z][A-Z0-9]*)$/.exec(listed);
  if (thousands) return { base: thousands[2], multiplier: Number(thousands[1]) };
  const million = /^1M([A-Z][A-Z0-9]{2,})$/.exec(listed);
  if (million) return { base: million[1], multiplier: 1_000_000 };
  const kilo = /^k([A-Z][A-Z0-9]+)$/.exec(listed);
  if (kilo) return { base: kilo[1], multiplier: 1000 };
  return { base: ALIASES[listed] ?? listed, multiplier: 1 };
}
