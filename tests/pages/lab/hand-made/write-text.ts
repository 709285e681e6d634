import type { Look } from './look';

type Bitmap = HTMLCanvasElement | OffscreenCanvas;

const CACHED_WIDTH = 100;

/** From the middle of digits to the line that a canvas writes them on, px. */
function belowMiddle(pen: CanvasRenderingContext2D): number {
  const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = pen.measureText('0');
  return (up - down) / 2;
}

/** Writes labels about a height, in the way of a look. */
export function textWriter(look: Look, maxWidth: number) {
  const { font, baseline, snap, letterSpacing } = look;
  const [, digits, unit] = /([\d.]+)(px|pt)/.exec(font) ?? [];
  const size = Number(digits) * (unit === 'pt' ? 96 / 72 : 1);
  const bitmaps = new Map<string, Bitmap & { inkWidth: number }>();

  function snapped(y: number): number {
    const dpr = window.devicePixelRatio;
    if (snap === 'device') return Math.round(y * dpr) / dpr;
    if (snap === 'none') return y;
    return snap === 'whole' ? Math.round(y) : Math.floor(y) + 0.5;
  }

  function bitmapOf(text: string) {
    const known = bitmaps.get(text);
    if (known) return known;
    const dpr = window.devicePixelRatio;
    const bitmap: Bitmap = new OffscreenCanvas(CACHED_WIDTH * dpr, 2 * Math.ceil(size) * dpr);
    const kept =
      look.cache === 'offscreen'
        ? bitmap
        : Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
    const pen = kept.getContext('2d') as CanvasRenderingContext2D;
    pen.scale(dpr, dpr);
    Object.assign(pen, { font, textBaseline: 'middle', fillStyle: '#444' });
    pen.fillText(text, 1, Math.ceil(size));
    const written = Object.assign(kept, { inkWidth: pen.measureText(text).width + 1 });
    bitmaps.set(text, written);
    return written;
  }

  return (pen: CanvasRenderingContext2D, text: string, x: number, y: number, align: Look['align']) => {
    if (look.cache === 'none' || look.cache === 'whole') {
      Object.assign(pen, {
        font,
        textAlign: align,
        textBaseline: baseline,
        letterSpacing,
        fillStyle: '#444',
      });
      const at = snapped(y) + (baseline === 'middle' ? 0 : belowMiddle(pen));
      if (look.hasMaxWidth) pen.fillText(text, x, at, maxWidth);
      else pen.fillText(text, x, at);
      return;
    }
    const bitmap = bitmapOf(text);
    const left = x - { left: 0, center: 0.5, right: 1 }[align] * bitmap.inkWidth;
    const high = 2 * Math.ceil(size);
    pen.drawImage(bitmap, left, snapped(y) - high / 2, CACHED_WIDTH, high);
  };
}
