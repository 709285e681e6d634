import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LOOK,
  DEFAULT_SETTINGS,
  type SiteSettings,
  siteSettings,
} from '../../../src/core/settings/settings';

describe('siteSettings', () => {
  const own: SiteSettings = {
    ...DEFAULT_SETTINGS.defaults,
    isOn: false,
    look: { ...DEFAULT_LOOK, opacity: 0.2 },
  };
  const settings = { ...DEFAULT_SETTINGS, sites: { binance: own } };

  it("of a site that the user has set gives the site's own", () => {
    expect(siteSettings(settings, 'binance')).toBe(own);
  });

  it('of a site never touched gives the defaults, also when they are changed later', () => {
    expect(siteSettings(settings, 'bybit')).toBe(DEFAULT_SETTINGS.defaults);
    const changed = { ...settings, defaults: own };
    expect(siteSettings(changed, 'bybit')).toBe(own);
  });
});

describe('DEFAULT_SETTINGS', () => {
  it('switches nothing on that fetches or draws beyond what the user opened', () => {
    expect(DEFAULT_SETTINGS).toMatchObject({
      sites: {},
      alwaysLoadWhatIOpen: false,
      useHyperliquidPositions: false,
      eventModeUntilMs: 0,
    });
  });

  it('keeps opacity and intensity within what the panel can set', () => {
    const { opacity, intensity } = DEFAULT_LOOK;
    expect(opacity).toBeGreaterThanOrEqual(0.05);
    expect(opacity).toBeLessThanOrEqual(0.7);
    expect(intensity[0]).toBeGreaterThanOrEqual(0);
    expect(intensity[0]).toBeLessThan(intensity[1]);
    expect(intensity[1]).toBeLessThanOrEqual(1);
  });
});
