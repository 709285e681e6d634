import { hostTag } from '../overlay/host-tag';
import css from '../panel/pill.css?inline';

/** Element of the panel in the page. */
export const PANEL_TAG = 'liqlens-panel';
/** Keys and scrolling meant for the panel are not the page's. */
const KEPT_EVENTS = ['keydown', 'keyup', 'keypress', 'wheel'] as const;

/** An element for the page, and the place inside it that the page neither styles nor hears. */
export interface PanelHost {
  host: HTMLElement;
  /** Has the pill's look; the panel brings its own. */
  container: HTMLElement;
}

/** Makes the panel's element; it is not in the page yet. */
export function createPanelHost(document: Document, mode: ShadowRootMode): PanelHost {
  const host = document.createElement(hostTag(document, PANEL_TAG));
  const shadow = host.attachShadow({ mode });
  const style = document.createElement('style');
  style.textContent = `:host{all:initial!important}${css}`;
  const container = document.createElement('div');
  shadow.append(style, container);
  for (const type of KEPT_EVENTS)
    shadow.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
  return { host, container };
}
