import type { LeverageTier } from '../../core/market/leverage-tier';
import { list, nonNegative, positive, record } from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { tiersEvent } from '../tier-rows';

/** The web page's own bracket table; undocumented, so that its failure is normal. */
export function parseBrackets(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const tables = list(record(record(payload).data, 'data').brackets, 'brackets');
    const table = tables
      .map((value) => record(value, 'brackets'))
      .find((row) => row.symbol === context.instrument.symbol);
    if (table === undefined) refuse('brackets', `lack ${context.instrument.symbol}`);
    const tiers = list(table?.riskBrackets, 'riskBrackets').map(readBracket);
    tiers.sort((a, b) => a.notionalFloor - b.notionalFloor);
    return tiersEvent(tiers, 'riskBrackets', context);
  });
}

function readBracket(value: unknown): LeverageTier {
  const row = record(value, 'riskBrackets');
  return {
    notionalFloor: nonNegative(row, 'bracketNotionalFloor'),
    notionalCap: positive(row, 'bracketNotionalCap'),
    maxLeverage: positive(row, 'maxOpenPosLeverage'),
    maintenanceMarginRate: positive(row, 'bracketMaintenanceMarginRate'),
    maintenanceAmount: nonNegative(row, 'cumFastMaintenanceAmount'),
  };
}
