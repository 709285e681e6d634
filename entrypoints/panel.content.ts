import { defineContentScript } from 'wxt/utils/define-content-script';
import { bringPanel } from '../src/page/panel-relay';
import { removeLeftovers } from '../src/page/remove-leftovers';
import { guardLife } from '../src/page/script-life';
import { PANEL_TAG, startTopPanel } from '../src/page/top-panel';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_idle',
  // The word that a newer copy has started goes by an event as well; the page need not hear it.
  noScriptStartedPostMessage: true,
  main(ctx) {
    guardLife(ctx, import.meta.env.ENTRYPOINT);
    removeLeftovers(document, PANEL_TAG);
    bringPanel((host) => startTopPanel(ctx, host));
  },
});
