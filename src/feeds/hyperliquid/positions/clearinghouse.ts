import type { ExactPosition } from '../../../core/market/exact-position';
import { finite, has, list, positive, record, text, timeMs } from '../../border/fields';
import { parsePayload, parseRows, refuse } from '../../border/refusal';
import type { FeedRequest } from '../../exchange-feed';
import type { Parsed } from '../../feed-error';
import { infoRequest } from '../requests';

const ORIGIN = { exchange: 'hyperliquid', channel: 'clearinghouseState' };
const STATE_WEIGHT = 2;

/** One account's position in one coin. */
export interface AccountPosition {
  coin: string;
  position: ExactPosition;
}

/** The positions of one address; weight 2. */
export function stateRequest(address: string): FeedRequest {
  return infoRequest({ type: 'clearinghouseState', user: address }, STATE_WEIGHT);
}

/**
 * `clearinghouseState`: signed coins, entry and the venue's OWN liquidation price, which counts collateral that this
 * answer does not show; null where the account would survive any price. A price on the wrong side is refused.
 */
export function parseState(payload: unknown, address: string, nowMs: number): Parsed<AccountPosition> {
  const rows = parsePayload(ORIGIN, () => {
    const body = record(payload);
    const time = has(body, 'time') ? timeMs(body, 'time') : nowMs;
    return list(body.assetPositions, 'assetPositions').map((value) => ({ value, time }));
  });
  const parsed = parseRows(ORIGIN, rows.events, (row) =>
    readPosition(row as { value: unknown; time: number }, address),
  );
  return { events: parsed.events, errors: [...rows.errors, ...parsed.errors] };
}

function readPosition(
  { value, time }: { value: unknown; time: number },
  address: string,
): AccountPosition | null {
  const row = record(record(value, 'assetPositions').position, 'position');
  const size = finite(row, 'szi');
  if (size === 0) return null;
  const mark = positive(row, 'positionValue') / Math.abs(size);
  const liquidationPrice = has(row, 'liquidationPx') ? finite(row, 'liquidationPx') : null;
  if (liquidationPrice !== null && isWrongSide(size, liquidationPrice, mark)) {
    refuse('liquidationPx', `is ${liquidationPrice}, on the wrong side of ${mark}`);
  }
  return {
    coin: text(row, 'coin'),
    position: {
      account: address,
      timeMs: time,
      positionSide: size > 0 ? 'long' : 'short',
      base: Math.abs(size),
      entryPrice: positive(row, 'entryPx'),
      liquidationPrice: liquidationPrice !== null && liquidationPrice > 0 ? liquidationPrice : null,
    },
  };
}

/** A long dies below the mark, a short above; two percent are left for a mark that has moved since. */
function isWrongSide(size: number, liquidationPrice: number, mark: number): boolean {
  return size > 0 ? liquidationPrice > mark * 1.02 : liquidationPrice > 0 && liquidationPrice < mark * 0.98;
}
