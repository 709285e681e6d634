import { beforeEach, describe, expect, it } from 'vitest';
import { intentOf } from '../../src/anchor/intent';
import { type FakePage, fakePage } from './fake-page';

const RECT = { left: 0, top: 0, width: 60, height: 200 };

let page: FakePage;

/** A canvas two levels inside an element that carries a library's marker. */
function canvasOf(marker: { name: string; value: string }): HTMLCanvasElement {
  const chart = page.document.body.appendChild(page.document.createElement('div'));
  chart.setAttribute(marker.name, marker.value);
  return page.canvas(RECT, 1, chart.appendChild(page.document.createElement('div')));
}

beforeEach(() => {
  page = fakePage();
});

describe('intentOf', () => {
  it.each(['tv-lightweight-charts', 'chart-gui-wrapper', 'chart-markup-table'])(
    'inside .%s takes the middle of the ink',
    (value) => {
      expect(intentOf(canvasOf({ name: 'class', value }))).toMatchObject({ place: 'ink', maxRmsPx: 0.6 });
    },
  );

  it('inside klinecharts, which rounds its heights, takes the box and a looser fit', () => {
    const intent = intentOf(canvasOf({ name: 'k-line-chart-id', value: 'k1' }));
    expect(intent).toEqual({ place: 'box', maxRmsPx: 1, roundsWidth: true });
  });

  it.each([
    { name: '_echarts_instance_', value: 'ec_1' },
    { name: 'class', value: 'uplot u-hz' },
  ])('inside $name=$value takes the box', (marker) => {
    expect(intentOf(canvasOf(marker))).toMatchObject({ place: 'box', maxRmsPx: 0.6 });
  });

  it('of a library nobody knows takes the middle of the ink', () => {
    expect(intentOf(canvasOf({ name: 'class', value: 'some-chart' }))).toMatchObject({
      place: 'ink',
      maxRmsPx: 0.6,
    });
  });
});
