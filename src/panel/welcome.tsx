import { render } from 'preact';
import type { WelcomeApi } from './pages/welcome-api';
import { WelcomePage } from './pages/welcome-page';

/** Renders the first-run page into `root`. */
export function mountWelcome(root: HTMLElement, api: WelcomeApi): void {
  render(<WelcomePage api={api} />, root);
}
