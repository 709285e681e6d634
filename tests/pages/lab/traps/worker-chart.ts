import { labRoot } from '../lab-chart';

const source = `onmessage = ({ data }) => {
  const context = data.getContext('2d');
  let shift = 0;
  setInterval(() => {
    context.clearRect(0, 0, data.width, data.height);
    for (let i = 0; i < 12; i++) context.fillText(String(61000 + i * 50 + shift), 840, 20 + i * 35);
    for (let i = 0; i < 8; i++) context.fillText(10 + i + ':00', 40 + i * 90, 470);
    shift++;
  }, 40);
};`;
const canvas = document.createElement('canvas');
canvas.width = 900;
canvas.height = 480;
labRoot().append(canvas);
const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
const offscreen = canvas.transferControlToOffscreen();
worker.postMessage(offscreen, [offscreen]);
window.__lab = { chart: null, referencePrice: 61_000, candles: [], stir: () => undefined };
