import type { PaneRect } from '../../../src/core/axis/axis-mapping';
import type { AnchorReport } from '../../../src/messages/page-protocol';
import en from '../../../src/panel/locales/en.json';
import { mountWithPill } from '../../../src/panel/mount-with-pill';
import { mountOptions } from '../../../src/panel/options';
import '../../../src/panel/pages.css';
import css from '../../../src/panel/panel.css?inline';
import pillCss from '../../../src/panel/pill.css?inline';
import { mountPopup } from '../../../src/panel/popup';
import { REST_SECTIONS } from '../../../src/panel/rest/rest-registry';
import { takeRestSections } from '../../../src/panel/rest/rest-sections';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { themeFromBackground } from '../../../src/panel/theme/panel-theme';
import { mountWelcome } from '../../../src/panel/welcome';
import { crowdedTab, optionsApi, popupApi, sampleTab, welcomeApi } from '../page-apis';
import { ANCHORED, foldPanel, panelState } from '../panel-states';
import { recordingActions } from '../recording-actions';

const FILES = import.meta.glob<Record<string, string>>('../../../src/panel/locales/*.json', {
  eager: true,
  import: 'default',
});
const TABLES = Object.fromEntries(
  Object.entries(FILES).map(([path, table]) => [path.replace(/^.*\/|\.json$/g, ''), table]),
);

const LOST: AnchorReport = { ...ANCHORED, state: 'unsupported', hasPrice: false, reason: 'few-labels' };
const BACKGROUNDS = { dark: 'rgb(19, 23, 34)', light: 'rgb(255, 255, 255)' };

function addStyle(place: Node): void {
  const style = document.createElement('style');
  style.textContent = `${css}${pillCss}`;
  place.appendChild(style);
}

/** The chart that the pill stands in: a frame the size of its pane, axes right and below it. */
function showPane(): PaneRect {
  const pane = { left: 0, top: 24, width: innerWidth - 64, height: innerHeight - 56 };
  const box = document.createElement('div');
  const places = Object.entries(pane).map(([side, px]) => `${side}:${px}px`);
  box.style.cssText = `position:absolute;box-sizing:border-box;border:1px solid #8886;${places.join(';')}`;
  document.body.append(box);
  return pane;
}

function showPanel(state: string, background: string, isFolded = false): void {
  const model = panelState(state);
  if (isFolded) {
    foldPanel(model);
    model.chartArea.value = showPane();
  }
  model.theme.value = themeFromBackground(background);
  const host = document.createElement('div');
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  addStyle(root);
  const place = document.createElement('div');
  root.append(place);
  const { actions } = recordingActions();
  const setLook: typeof actions.setLook = (change) => {
    const settings = model.settings.value;
    const look = { ...settings.defaults.look, ...change };
    model.settings.value = { ...settings, defaults: { ...settings.defaults, look } };
  };
  takeRestSections(REST_SECTIONS);
  mountWithPill(place, model, { ...actions, setLook }, new AbortController().signal);
  Object.assign(window, { panelModel: model });
}

function showPage(kind: string, state: string): void {
  if (kind === 'options') mountOptions(document.body, optionsApi());
  if (kind === 'welcome') mountWelcome(document.body, welcomeApi());
  if (kind === 'popup' && state === 'on') mountPopup(document.body, popupApi(sampleTab()));
  if (kind === 'popup' && state === 'crowded') mountPopup(document.body, popupApi(crowdedTab()));
  if (kind === 'popup' && state === 'not-aligned')
    mountPopup(document.body, popupApi(sampleTab({ anchor: LOST })));
  if (kind === 'popup' && state === 'permission') {
    mountPopup(
      document.body,
      popupApi(sampleTab({ isOn: false, hasPermission: false, frame: null, session: null })),
    );
  }
  if (kind === 'popup' && state === 'no-page')
    mountPopup(document.body, popupApi(sampleTab({ siteId: null })));
}

const [kind, state, theme, language = 'en'] = location.hash.slice(1).split('/');
const background = theme === 'light' ? BACKGROUNDS.light : BACKGROUNDS.dark;
setStringLookup(tableLookup(TABLES[language] ?? en));
document.documentElement.lang = language;
document.body.style.background = background;
if (kind === 'panel') showPanel(state, background);
else if (kind.endsWith('pill')) showPanel(state, background, true);
else showPage(kind, state);
