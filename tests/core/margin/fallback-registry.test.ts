import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FALLBACK_TABLES, fallbackTiers } from '../../../src/core/margin/fallback-registry';
import { tiersFromRows } from '../../../src/core/margin/fallback-table';
import { checkTiers } from '../../../src/core/margin/tier-table';

describe('the fallback tables', () => {
  it('have a file each and each file is listed', () => {
    const files = readdirSync('src/core/margin/fallbacks').map((name) => name.replace('.ts', ''));
    expect(FALLBACK_TABLES.map((table) => table.exchange).sort()).toEqual(files.sort());
  });

  it.each(FALLBACK_TABLES.map((table) => [table.exchange, table] as const))(
    'of %s are sorted, continuous and free of contradictions',
    (_, table) => {
      const all = [...Object.values(table.byBase), ...Object.values(table.inverseByBase), table.other];
      for (const rows of all) {
        expect(checkTiers(tiersFromRows(rows, table.hasDeductions))).toMatchObject({
          ok: true,
          repaired: [],
        });
      }
    },
  );

  it('of Binance BTC carry the deductions of its own page', () => {
    const { tiers } = fallbackTiers({ exchange: 'binance', base: 'BTC', kind: 'linear' });
    const amounts = tiers.map((tier) => Math.round(tier.maintenanceAmount));
    expect(amounts).toEqual([
      0, 300, 1500, 12_000, 132_000, 482_000, 2_982_000, 14_482_000, 26_482_000, 41_482_000, 121_482_000,
      421_482_000,
    ]);
  });

  it('of an unlisted exchange or coin are still a table', () => {
    expect(fallbackTiers({ exchange: 'nowhere', base: 'BTC', kind: 'linear' }).tiers[0].maxLeverage).toBe(
      150,
    );
    expect(fallbackTiers({ exchange: 'okx', base: 'ABC', kind: 'linear' }).tiers.length).toBeGreaterThan(0);
    expect(fallbackTiers({ exchange: 'gate', base: 'BTC', kind: 'inverse' }).tiers).toHaveLength(1);
  });
});
