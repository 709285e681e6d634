import { defineContentScript } from 'wxt/utils/define-content-script';
import { HOST_TAG } from '../src/overlay/layer-host';
import { removeLeftovers } from '../src/page/remove-leftovers';
import { guardLife } from '../src/page/script-life';
import { startPage } from '../src/page/start-page';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  // The word that a newer copy has started goes by an event as well; the page need not hear it.
  noScriptStartedPostMessage: true,
  main(ctx) {
    guardLife(ctx, import.meta.env.ENTRYPOINT);
    removeLeftovers(document, HOST_TAG);
    startPage(ctx);
  },
});
