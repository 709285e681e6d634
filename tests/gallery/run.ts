import { renderOverlayGallery } from './overlay-gallery';

const count = await renderOverlayGallery((line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${count} pictures in demo/gallery\n`);
