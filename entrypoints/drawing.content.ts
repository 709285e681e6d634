import { defineContentScript } from 'wxt/utils/define-content-script';
import { startDrawing } from '../src/anchor/drawing/start-drawing';

// Comes into a frame whose chart cannot be read otherwise (src/background/late-parts.ts).
export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  main: () => startDrawing(window),
});
