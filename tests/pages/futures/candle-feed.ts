import type { PageCandle } from './chart-adapter';

const REFRESH_MS = 500;

/** What the page shows: read from its URL, changed by its own controls. */
export interface Shown {
  venue: string;
  coin: string;
  interval: string;
  market: 'spot' | 'perp';
}

async function fetchCandles(shown: Shown, limit: number): Promise<PageCandle[]> {
  const query = new URLSearchParams({ ...shown, limit: `${limit}` });
  const response = await fetch(`${location.origin}/futures-page/candles?${query}`);
  if (!response.ok) throw new Error(`candles: ${response.status}`);
  return (await response.json()) as PageCandle[];
}

/** Loads history, then keeps the newest bars current. `apply` gets the whole list first, then changed bars. */
export class CandleFeed {
  #generation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  async show(shown: Shown, apply: (candles: PageCandle[], isWhole: boolean) => void): Promise<void> {
    this.#generation += 1;
    clearTimeout(this.#timer);
    const generation = this.#generation;
    const candles = await fetchCandles(shown, 1500);
    if (generation !== this.#generation) return;
    apply(candles, true);
    this.#schedule(shown, apply, generation);
  }

  #schedule(shown: Shown, apply: (candles: PageCandle[], isWhole: boolean) => void, generation: number) {
    this.#timer = setTimeout(async () => {
      const newest = await fetchCandles(shown, 3).catch(() => []);
      if (generation !== this.#generation) return;
      apply(newest, false);
      this.#schedule(shown, apply, generation);
    }, REFRESH_MS);
  }
}

/** Puts newer bars over the end of a list, by open time. */
export function mergeCandles(candles: readonly PageCandle[], newer: readonly PageCandle[]): PageCandle[] {
  const first = newer[0]?.openTimeMs ?? Number.POSITIVE_INFINITY;
  return [...candles.filter((candle) => candle.openTimeMs < first), ...newer];
}
