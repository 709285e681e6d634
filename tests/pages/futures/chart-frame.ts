import { makeLightweightChart } from './lightweight-chart';

const given = window.parent.__shown;
const root = document.getElementById('chart');
if (given && root) {
  document.body.classList.toggle('light', given.isLight);
  window.__chart = makeLightweightChart(root, given.shown, given.isLight, given.onPrice);
}
