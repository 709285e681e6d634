/** Draws the toolbar icons into public/icon: `npx tsx tests/store/draw-icons.ts`. States differ by shape. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';

type Rgba = [number, number, number, number];
type IconState = 'on' | 'off' | 'stale';

const SIZES = [16, 32, 48, 96, 128];
const SAMPLES = 4;
const GROUND: Rgba = [18, 22, 34, 255];
const NOTHING: Rgba = [0, 0, 0, 0];
const PRICE: Rgba = [255, 255, 255, 255];
const QUIET: Rgba = [150, 158, 172, 255];

/** Heat bands: top, height, left end and colour, in units of the icon's side. */
const BANDS: { top: number; height: number; left: number; colour: Rgba }[] = [
  { top: 0.16, height: 0.12, left: 0.36, colour: [53, 183, 121, 255] },
  { top: 0.36, height: 0.09, left: 0.52, colour: [49, 104, 142, 255] },
  { top: 0.68, height: 0.16, left: 0.2, colour: [253, 231, 37, 255] },
];

/** The price as a broken line through these points. */
const LINE: [number, number][] = [
  [0.1, 0.6],
  [0.3, 0.45],
  [0.45, 0.58],
  [0.68, 0.4],
  [0.9, 0.52],
];

function isInRoundedSquare(x: number, y: number): boolean {
  const radius = 0.2;
  const dx = Math.max(radius - x, x - (1 - radius), 0);
  const dy = Math.max(radius - y, y - (1 - radius), 0);
  return Math.hypot(dx, dy) <= radius;
}

function isOnLine(x: number, y: number, width: number): boolean {
  for (let index = 1; index < LINE.length; index++) {
    const [x0, y0] = LINE[index - 1];
    const [x1, y1] = LINE[index];
    if (x < x0 || x > x1) continue;
    return Math.abs(y - (y0 + ((x - x0) / (x1 - x0)) * (y1 - y0))) <= width;
  }
  return false;
}

function colourAt(x: number, y: number, state: IconState): Rgba {
  if (!isInRoundedSquare(x, y)) return NOTHING;
  if (isOnLine(x, y, 0.045)) return state === 'off' ? QUIET : PRICE;
  const band = BANDS.find(({ top, height, left }) => y >= top && y <= top + height && x >= left && x <= 0.92);
  if (!band || state === 'off') return GROUND;
  // Stale bands are broken into dashes: the shape says it, not only the colour.
  if (state === 'stale') return Math.floor(x * 8) % 2 === 0 ? QUIET : GROUND;
  return band.colour;
}

function draw(size: number, state: IconState): Buffer {
  const png = new PNG({ width: size, height: size });
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0];
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
        const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
        const [red, green, blue, alpha] = colourAt(x, y, state);
        sum[0] += red * alpha;
        sum[1] += green * alpha;
        sum[2] += blue * alpha;
        sum[3] += alpha;
      }
      const at = (row * size + column) * 4;
      for (let channel = 0; channel < 3; channel++) {
        png.data[at + channel] = sum[3] === 0 ? 0 : Math.round(sum[channel] / sum[3]);
      }
      png.data[at + 3] = Math.round(sum[3] / (SAMPLES * SAMPLES));
    }
  }
  return PNG.sync.write(png);
}

mkdirSync('public/icon', { recursive: true });
for (const size of SIZES) {
  writeFileSync(`public/icon/${size}.png`, draw(size, 'on'));
  writeFileSync(`public/icon/off-${size}.png`, draw(size, 'off'));
  writeFileSync(`public/icon/stale-${size}.png`, draw(size, 'stale'));
}
