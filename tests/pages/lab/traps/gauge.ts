import { clearTrap, trapCanvas } from './trap-canvas';

const context = trapCanvas(0, 0, 400, 300);

function paint(needle: number): void {
  clearTrap(context);
  context.textAlign = 'center';
  for (let i = 0; i <= 10; i++) {
    const angle = Math.PI * (1 - i / 10);
    context.fillText(String(i * 10), 200 + 150 * Math.cos(angle), 220 - 150 * Math.sin(angle));
  }
  context.fillText(needle.toFixed(1), 200, 240);
}

paint(42);
window.__lab = { chart: null, referencePrice: 42, candles: [], stir: (random) => paint(random() * 100) };
