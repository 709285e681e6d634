import { defineContentScript } from 'wxt/utils/define-content-script';
import { PANEL_TAG } from '../src/page/panel-host';
import { bringPanel } from '../src/page/panel-relay';
import { removeLeftovers } from '../src/page/remove-leftovers';
import { startTopPanel } from '../src/page/top-panel';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_idle',
  main(ctx) {
    removeLeftovers(document, PANEL_TAG);
    bringPanel((host) => startTopPanel(ctx, host));
  },
});
