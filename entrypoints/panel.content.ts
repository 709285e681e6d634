import { defineContentScript } from 'wxt/utils/define-content-script';
import { bringPanel } from '../src/page/panel-relay';
import { startTopPanel } from '../src/page/top-panel';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_start',
  main: (ctx) => bringPanel((host) => startTopPanel(ctx, host)),
});
