import { runOffscreen } from '../../src/background/offscreen-page';

runOffscreen();
