import { render } from 'preact';
import type { PopupApi } from './pages/popup-api';
import { PopupPage } from './pages/popup-page';

/** Renders the toolbar popup into `root`; `api` speaks to the background. */
export function mountPopup(root: HTMLElement, api: PopupApi): void {
  render(<PopupPage api={api} />, root);
}
