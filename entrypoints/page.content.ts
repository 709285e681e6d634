import { defineContentScript } from 'wxt/utils/define-content-script';
import { HOST_TAG } from '../src/overlay/layer-host';
import { removeLeftovers } from '../src/page/remove-leftovers';
import { startPage } from '../src/page/start-page';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  main(ctx) {
    removeLeftovers(document, HOST_TAG);
    startPage(ctx);
  },
});
