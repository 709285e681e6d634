/** Digits after the point in prices of a contract, and its price step as text. */
interface Digits {
  priceDigits: number;
  tickSize: string;
}

const DIGITS: Readonly<Record<string, Digits>> = {
  BTC: { priceDigits: 2, tickSize: '0.10' },
  ETH: { priceDigits: 2, tickSize: '0.01' },
  SOL: { priceDigits: 3, tickSize: '0.010' },
  DOGE: { priceDigits: 5, tickSize: '0.00001' },
  TRX: { priceDigits: 5, tickSize: '0.00001' },
  ADA: { priceDigits: 5, tickSize: '0.00001' },
};

/** A contract keeps its digits whatever its price. */
export function digitsOf(coin: string): Digits {
  return DIGITS[coin] ?? { priceDigits: 4, tickSize: '0.0001' };
}

export function priceText(coin: string, price: number): string {
  return price.toFixed(digitsOf(coin).priceDigits);
}
