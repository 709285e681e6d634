import { makeCanvasChart } from './canvas-chart/canvas-chart';

const given = window.parent.__shown;
const root = document.getElementById('chart');
if (given && root) {
  const { api, adapter } = makeCanvasChart(root, given.shown, given.isLight, given.onPrice);
  window.tradingViewApi = api;
  window.TradingViewApi = api;
  window.__chart = adapter;
}
