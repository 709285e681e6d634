import { defineContentScript } from 'wxt/utils/define-content-script';
import { bringPanelPart } from '../src/page/panel-opener';
import { createPanelPart } from '../src/page/panel-part';

// Comes into the top frame when the panel is first opened there (src/background/late-parts.ts).
export default defineContentScript({
  registration: 'runtime',
  main: () => bringPanelPart(createPanelPart),
});
