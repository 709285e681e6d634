import { clearTrap, trapCanvas } from './trap-canvas';

const context = trapCanvas(0, 0, 700, 420);

/** Amounts on the left, prices of a coin near 18 below: both rows of numbers, no times. */
function paint(price: number, amount: number): void {
  clearTrap(context);
  context.textAlign = 'right';
  for (let i = 0; i <= 8; i++) context.fillText(String(Math.round((amount * i) / 8)), 50, 390 - i * 45);
  context.textAlign = 'center';
  for (let i = 0; i < 9; i++) context.fillText((price + i).toFixed(i % 2 ? 0 : 0), 90 + i * 70, 412);
}

paint(14, 80);
window.__lab = {
  chart: null,
  referencePrice: 18,
  candles: [],
  stir: (random) => paint(5 + Math.floor(random() * 20), 40 + Math.round(random() * 400)),
};
