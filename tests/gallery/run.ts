import { renderOverlayGallery } from './overlay-gallery';

/** `npm run gallery -- [PART OF A NAME]` */
const count = await renderOverlayGallery((line) => process.stdout.write(`${line}\n`), process.argv[2]);
process.stdout.write(`${count} pictures in demo/gallery\n`);
