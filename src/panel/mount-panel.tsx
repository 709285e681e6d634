import { render } from 'preact';
import type { PanelActions, PanelModel } from './panel-model';
import { PanelRoot } from './panel-root';

/**
 * Renders the panel into `root` and keeps it up to date until `signal` aborts; the root is left empty.
 * The caller puts `panel.css` into the same tree.
 */
export function mountPanel(
  root: ShadowRoot | HTMLElement,
  model: PanelModel,
  actions: PanelActions,
  signal: AbortSignal,
): void {
  if (signal.aborted) return;
  render(<PanelRoot model={model} actions={actions} />, root);
  signal.addEventListener('abort', () => render(null, root), { once: true });
}
