import { clearTrap, trapCanvas } from './trap-canvas';

const context = trapCanvas(0, 0, 120, 420);
const wide = trapCanvas(300, 0, 320, 420);

/** Ladders whose rows fit a line perfectly: price, size and time of each trade. */
function paint(middle: number): void {
  for (const c of [context, wide]) clearTrap(c);
  for (let row = 0; row < 20; row++) {
    const price = (middle + (10 - row) * 5).toFixed(1);
    context.fillText(price, 10, 20 + row * 20);
    wide.fillText(price, 10, 20 + row * 20);
    wide.fillText(String(row + 3), 120, 20 + row * 20);
    wide.fillText(`12:${10 + row}:05`, 220, 20 + row * 20);
  }
}

paint(61_000);
window.__lab = {
  chart: null,
  referencePrice: 61_000,
  candles: [],
  stir: (random) => paint(60_500 + random() * 1000),
};
