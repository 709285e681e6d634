import { defineContentScript } from 'wxt/utils/define-content-script';
import { composePicture } from '../src/overlay/export-picture';
import { bringPictureTools } from '../src/page/picture-tools';
import { savePicture } from '../src/page/save-picture';

// Comes into a frame whose chart the user saves (src/background/late-parts.ts).
export default defineContentScript({
  registration: 'runtime',
  main: () => bringPictureTools({ composePicture, savePicture }),
});
