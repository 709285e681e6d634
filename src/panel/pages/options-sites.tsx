import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import { type Settings, siteSettings } from '../../core/settings/settings';
import { Switch } from '../parts/switch';
import { type StringKey, text } from '../strings/text';
import type { OptionsApi, SiteChoice } from './options-api';
import { usePolled } from './use-polled';

interface OptionsSitesProps {
  api: OptionsApi;
  settings: Settings;
  onSettings: (settings: Settings) => void;
}

const VERIFIED: Record<SiteChoice['verified'], StringKey> = {
  live: 'verifiedLive',
  fixture: 'verifiedFixture',
  unverified: 'verifiedNot',
};

/** One switch a site; permission is asked for when it is switched on. */
export function OptionsSites({ api, settings, onSettings }: OptionsSitesProps): JSX.Element {
  const load = useCallback(() => api.sites(), [api]);
  const sites = usePolled(load, 0);
  const refused = useSignal<string | null>(null);
  const change = async (site: SiteChoice, isOn: boolean): Promise<void> => {
    // Asked before anything is awaited, or the browser forgets the click.
    const granted = isOn && !site.hasPermission ? api.requestPermission(site.origins) : Promise.resolve(true);
    refused.value = (await granted) ? null : site.id;
    if (refused.value === null) await api.switchSite(site.id, isOn);
    sites.value = await api.sites();
    onSettings(await api.settings());
  };
  return (
    <ul class="plain-list narrow">
      {(sites.value ?? []).map((site) => (
        <li key={site.id}>
          <div class="spread">
            <span>
              {site.name} <span class="quiet">{text(VERIFIED[site.verified])}</span>
            </span>
            <Switch
              isOn={site.hasPermission && siteSettings(settings, site.id).isOn}
              label={text('popupSwitch', site.name)}
              onChange={(isOn) => void change(site, isOn)}
            />
          </div>
          {refused.value === site.id && <p class="caution-line">{text('popupRefused')}</p>}
        </li>
      ))}
    </ul>
  );
}
