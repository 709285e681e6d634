import { render } from 'preact';
import type { OptionsApi } from './pages/options-api';
import { OptionsPage } from './pages/options-page';

/** Renders the options into `root`; every change is stored at once. */
export function mountOptions(root: HTMLElement, api: OptionsApi): void {
  render(<OptionsPage api={api} />, root);
}
