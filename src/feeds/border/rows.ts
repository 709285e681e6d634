import type { MarketEvent } from '../../core/market/market-event';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { list } from './fields';
import { parsePayload, parseRows } from './refusal';

/** Runs `parseRow` over the list that `pick` finds in a payload; a payload without one is one error. */
export function parseList(
  payload: unknown,
  context: ParseContext,
  parseRow: (row: unknown) => MarketEvent | MarketEvent[] | null,
  pick: (payload: unknown) => readonly unknown[] = list,
): Parsed {
  const rows = parsePayload(context, () => [...pick(payload)]);
  const parsed = parseRows(context, rows.events, parseRow);
  return { events: parsed.events, errors: [...rows.errors, ...parsed.errors] };
}
