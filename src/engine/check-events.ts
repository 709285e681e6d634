import type { Candle } from '../core/market/candle';
import type { ExactPosition } from '../core/market/exact-position';
import { type Instrument, instrumentKey } from '../core/market/instrument';
import type { MarketEvent } from '../core/market/market-event';
import type { InputBatch } from '../store/input-store';
import type { SeriesKind } from '../store/schema';
import { type CheckContext, faultOf } from './event-faults';

export interface Refusal {
  channel: string;
  field: string;
  reason: string;
}

/** A batch of events sorted into what is stored and what is only remembered until the bar closes. */
export interface CheckedEvents {
  batch: InputBatch;
  /** Newest unfinished candle. */
  forming: Candle | null;
  /** Mark prices in order of time. */
  marks: { timeMs: number; price: number }[];
  /** Newly read positions, in the order in which they came. */
  positions: ExactPosition[];
  closedBars: number;
  refused: Refusal[];
}

/** The engine's last line: what is not finite, impossible or absurd is refused and named; the rest goes on. */
export function checkEvents(
  instrument: Instrument,
  events: readonly MarketEvent[],
  context: CheckContext,
): CheckedEvents {
  const checked: CheckedEvents = {
    batch: { rows: {}, liquidations: [], meta: [] },
    forming: null,
    marks: [],
    positions: [],
    closedBars: 0,
    refused: [],
  };
  let { referencePrice } = context;
  for (const event of events) {
    const fault = faultOf(event, { nowMs: context.nowMs, referencePrice });
    if (fault) {
      checked.refused.push({ channel: event.type, ...fault });
      continue;
    }
    if (event.type === 'candle') referencePrice = event.candle.close;
    take(checked, instrument, event);
  }
  return checked;
}

function take(checked: CheckedEvents, instrument: Instrument, event: MarketEvent): void {
  const key = instrumentKey(instrument);
  switch (event.type) {
    case 'candle':
      takeCandle(checked, event.candle);
      return;
    case 'mark-range': {
      const { openTimeMs, high, low, close } = event.markRange;
      addRow(checked, 'mark', [openTimeMs, high, low, close]);
      return;
    }
    case 'open-interest': {
      const { timeMs, base, quote, counted } = event.openInterest;
      addRow(checked, 'open-interest', [timeMs, base, quote ?? Number.NaN, counted === 'halved' ? 1 : 0]);
      return;
    }
    case 'funding-rate': {
      const { timeMs, ratePerInterval, intervalHours } = event.fundingRate;
      addRow(checked, 'funding', [timeMs, ratePerInterval, intervalHours]);
      return;
    }
    case 'long-short-ratio': {
      const { timeMs, longShare, of } = event.longShortRatio;
      addRow(checked, `ratio-${of}`, [timeMs, longShare]);
      return;
    }
    case 'taker-volume': {
      const { openTimeMs, buyBase, sellBase } = event.takerVolume;
      addRow(checked, 'taker', [openTimeMs, buyBase, sellBase]);
      return;
    }
    case 'mark-price':
      checked.marks.push({ timeMs: event.markPrice.timeMs, price: event.markPrice.price });
      return;
    case 'liquidation': {
      const { timeMs, positionSide, price, base, notionalUsd, priceKind, isSampled } = event.liquidation;
      const { id = '', sumOfMs } = event.liquidation;
      checked.batch.liquidations.push({
        instrument: key,
        timeMs,
        side: positionSide,
        price,
        base,
        id,
        notionalUsd,
        priceKind,
        isSampled,
        ...(sumOfMs !== undefined && { sumOfMs }),
      });
      return;
    }
    case 'leverage-tiers':
      checked.batch.meta.push({ name: `tiers:${key}`, value: event });
      return;
    case 'exact-positions':
      checked.positions.push(...event.positions);
      return;
  }
}

function takeCandle(checked: CheckedEvents, candle: Candle): void {
  if (!candle.isClosed) {
    if (!checked.forming || candle.openTimeMs >= checked.forming.openTimeMs) checked.forming = candle;
    return;
  }
  const { openTimeMs, open, high, low, close, volumeBase, takerBuyBase } = candle;
  const volume = volumeBase ?? Number.NaN;
  addRow(checked, 'candle', [openTimeMs, open, high, low, close, volume, takerBuyBase ?? Number.NaN]);
  checked.closedBars += 1;
}

function addRow(checked: CheckedEvents, kind: SeriesKind, row: number[]): void {
  const rows = checked.batch.rows[kind] ?? [];
  rows.push(row);
  checked.batch.rows[kind] = rows;
}
