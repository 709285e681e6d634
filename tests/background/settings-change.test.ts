import { describe, expect, it } from 'vitest';
import { withSiteChange } from '../../src/background/settings-change';
import { DEFAULT_SETTINGS, siteSettings } from '../../src/core/settings/settings';

describe('withSiteChange', () => {
  it('changes one field of one site and leaves every other value alone', () => {
    const after = withSiteChange(DEFAULT_SETTINGS, 'binance', { look: { opacity: 0.3 } });
    expect(siteSettings(after, 'binance').look.opacity).toBe(0.3);
    expect(siteSettings(after, 'binance').look.palette).toBe(DEFAULT_SETTINGS.defaults.look.palette);
    expect(siteSettings(after, 'bybit')).toEqual(DEFAULT_SETTINGS.defaults);
    expect(DEFAULT_SETTINGS.sites).toEqual({});
  });

  it('keeps an earlier choice of the same site', () => {
    const first = withSiteChange(DEFAULT_SETTINGS, 'binance', { isOn: false });
    const second = withSiteChange(first, 'binance', { query: { side: 'long' } });
    expect(siteSettings(second, 'binance').isOn).toBe(false);
    expect(siteSettings(second, 'binance').query.side).toBe('long');
  });
});
