import type { LabChart } from '../lab-chart';
import { labCase, labRoot } from '../lab-chart';

/** A chart with the Advanced Charts interface in an iframe, loaded in one of the three ways the library knows. */
const frame = document.createElement('iframe');
frame.id = 'tradingview_8f3c1';
frame.style.cssText = 'border:0;width:900px;height:480px';
const script = `${location.origin}/trading-view-frame.js`;
const again = `<script>if (window[Symbol.for('liqlens.probe')] !== document)
document.write('<script src="${location.origin}/lab-probe.js"></' + 'script>')</script>`;
const html = `<!DOCTYPE html><html><body style="margin:0">${again}<div id="chart" style="width:900px;height:480px;position:relative"></div><script src="${script}"></script></body></html>`;

function load(): void {
  const way = labCase();
  if (way === 'written') {
    labRoot().append(frame);
    const inner = frame.contentDocument;
    if (!inner) throw new Error('no frame document');
    inner.open();
    inner.write(html);
    inner.close();
    return;
  }
  frame.src =
    way === 'blob'
      ? URL.createObjectURL(new Blob([html], { type: 'text/html' }))
      : '/trading-view-frame.html';
  labRoot().append(frame);
}

load();
window.__lab = { chart: null as LabChart | null, referencePrice: 0, candles: [] };
