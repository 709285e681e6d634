import type { SettingsBox } from './settings-box';
import { wantedPlaces } from './site-registration';

/**
 * Calls `register` when other sites are switched on than before. Not when the stored settings have just been read: what
 * they switch on is registered already, and pages that have not yet come back to a background that was asleep would get
 * a second copy of our scripts.
 */
export function followPlaces(settings: Pick<SettingsBox, 'ready' | 'onChange'>, register: () => void): void {
  let isRead = false;
  void settings.ready.then(() => {
    isRead = true;
  });
  settings.onChange((now, before) => {
    if (isRead && JSON.stringify(wantedPlaces(now)) !== JSON.stringify(wantedPlaces(before))) register();
  });
}
