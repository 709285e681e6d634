import { defineContentScript } from 'wxt/utils/define-content-script';
import { bringPanel } from '../src/page/panel-relay';
import { guardLife } from '../src/page/script-life';
import { startTopPanel } from '../src/page/top-panel';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_start',
  main(ctx) {
    guardLife(ctx, import.meta.env.ENTRYPOINT);
    bringPanel((host) => startTopPanel(ctx, host));
  },
});
