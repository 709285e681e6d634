import { labCase } from '../lab-chart';
import { clearTrap, trapCanvas } from './trap-canvas';

/** Labels and settings made to hurt a reader: huge numbers, broken text, objects instead of text, odd transforms. */
const HOSTILE = [
  '9'.repeat(28),
  '0.0{99}1',
  '0.0₉₉₉₉1',
  '1e308',
  '-0',
  '\u202e000,16\u202c',
  '１２３',
  'ab\u0000cd1',
  '%%%%1',
  '٠٠٠',
  '12:99',
  '99-99',
  '2026-99-99',
  '\ud800',
];

const axis = trapCanvas(600, 0, 80, 400);
trapCanvas(0, 0, 600, 400);

function paint(random: () => number): void {
  clearTrap(axis);
  for (let i = 0; i < 20; i++) axis.fillText(HOSTILE[Math.floor(random() * HOSTILE.length)], 5, 10 + i * 18);
  axis.fillText({ toString: () => '61000' } as never, 5, 5);
  axis.save();
  axis.setTransform(Number.MAX_VALUE, 0, 0, 1e-300, 0, 0);
  axis.fillText('61000', Number.NaN, Number.POSITIVE_INFINITY);
  axis.restore();
}

if (labCase() === 'detached') axis.canvas.remove();

window.__lab = { chart: null, referencePrice: 61_000, candles: [], stir: paint };
