import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { mountPanel } from '../../../src/panel/mount-panel';
import css from '../../../src/panel/panel.css?inline';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { themeFromBackground } from '../../../src/panel/theme/panel-theme';
import { panelState } from '../panel-states';
import { recordingActions } from '../recording-actions';

const BACKGROUNDS = { dark: 'rgb(19, 23, 34)', light: 'rgb(255, 255, 255)' };

/** Shows `#panel/<state>/<dark|light>`. */
function show(): void {
  const [, state, theme] = location.hash.slice(1).split('/');
  const background = theme === 'light' ? BACKGROUNDS.light : BACKGROUNDS.dark;
  document.body.style.background = background;
  const model = panelState(state);
  model.theme.value = themeFromBackground(background);
  const host = document.createElement('div');
  document.body.append(host);
  const actions = recordingActions().actions;
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = css;
  root.append(style);
  const place = document.createElement('div');
  root.append(place);
  mountPanel(
    place,
    model,
    {
      ...actions,
      setLook: (change) => {
        const settings = model.settings.value;
        const look = { ...settings.defaults.look, ...change };
        model.settings.value = { ...settings, defaults: { ...settings.defaults, look } };
      },
    },
    new AbortController().signal,
  );
}

setStringLookup(tableLookup(en));
setNumberLocale('en');
show();
