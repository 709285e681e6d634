import { type Signal, signal as signalOf } from '@preact/signals';
import { render } from 'preact';
import type { PanelActions, PanelModel } from './panel-model';
import { PanelRoot } from './panel-root';
import type { PanelView } from './shell/panel-window';

/**
 * Renders the open panel into `root` and keeps it up to date until `signal` aborts; the root is left empty. `view` is the
 * screen that it shows. The caller puts `panel.css` into the same tree.
 */
export function mountPanel(
  root: ShadowRoot | HTMLElement,
  model: PanelModel,
  actions: PanelActions,
  signal: AbortSignal,
  view: Signal<PanelView> = signalOf<PanelView>('main'),
): void {
  if (signal.aborted) return;
  render(<PanelRoot model={model} actions={actions} view={view} />, root);
  signal.addEventListener('abort', () => render(null, root), { once: true });
}
