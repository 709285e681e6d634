import type { FrameQuery } from '../core/frame/frame-query';
import { type LookSettings, type Settings, siteSettings } from '../core/settings/settings';

/** What a panel or the popup changes for one site. */
export interface SiteChange {
  isOn?: boolean;
  look?: Partial<LookSettings>;
  query?: Partial<FrameQuery>;
}

/** The settings with one site changed; a site never touched starts from the defaults. */
export function withSiteChange(settings: Settings, siteId: string, change: SiteChange): Settings {
  const before = siteSettings(settings, siteId);
  const after = {
    isOn: change.isOn ?? before.isOn,
    look: { ...before.look, ...change.look },
    query: { ...before.query, ...change.query },
  };
  return { ...settings, sites: { ...settings.sites, [siteId]: after } };
}
