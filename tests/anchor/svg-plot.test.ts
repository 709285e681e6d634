// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { plotOfSvg } from '../../src/anchor/svg-plot';
import { placeAt } from './fake-page';
import { addSvg } from './fake-svg';

const CORNER = { left: 40, top: 60, width: 800, height: 400 };
/** What labels leave: columns of prices from 728 on, times below 372, the highest price label at 30. */
const INFERRED = { left: 0, top: 30, width: 724, height: 330 };

let svg: SVGSVGElement;

/** A stroke from one point to another, px from the svg's corner, as happy-dom would not lay it out. */
function stroke([x1, y1]: [number, number], [x2, y2]: [number, number], d = `M${x1} ${y1}L${x2} ${y2}`) {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  // The rectangle on the page is 2 px larger on every side, as Firefox has it.
  placeAt(path, {
    left: CORNER.left + x1 - 2,
    top: CORNER.top + y1 - 2,
    width: x2 - x1 + 4,
    height: y2 - y1 + 4,
  });
  Object.assign(path, {
    getBBox: () => ({ x: x1, y: y1, width: x2 - x1, height: y2 - y1 }),
    getScreenCTM: () => ({ a: 1, b: 0, c: 0, d: 1, e: CORNER.left, f: CORNER.top }),
  });
  svg.append(path);
}

beforeEach(() => {
  document.body.replaceChildren();
  svg = addSvg(document, CORNER);
});

describe('plotOfSvg()', () => {
  it('is what the labels leave where no axis or grid is drawn', () => {
    expect(plotOfSvg(svg, INFERRED)).toEqual(INFERRED);
  });

  it('ends where the grid and the axis end', () => {
    for (const y of [30, 150, 270]) stroke([10, y], [720, y]);
    stroke([10, 362], [720, 362], 'M 10 362 H 720');
    stroke([720, 8], [720, 362]);
    expect(plotOfSvg(svg, INFERRED)).toEqual({ left: 10, top: 8, width: 710, height: 354 });
  });

  it('never reaches over labels', () => {
    stroke([0, 150], [790, 150]);
    stroke([720, 0], [720, 398]);
    const { left, top, width, height } = plotOfSvg(svg, INFERRED);
    expect(left + width).toBeLessThanOrEqual(728);
    expect(top + height).toBeLessThanOrEqual(364);
  });

  it('ends where axes with ticks at their ends do, whichever way these point', () => {
    stroke([720, 20], [726, 362], 'M726,20.5H720.5V362.5H726');
    stroke([90, 362], [720, 368], 'M90.5,368V362.5H720.5V368');
    expect(plotOfSvg(svg, INFERRED)).toEqual({ left: 90.5, top: 20.5, width: 630, height: 342 });
    stroke([84, 20], [90, 362], 'M84,362.5H90.5V20.5H84');
    expect(plotOfSvg(svg, INFERRED)).toEqual({ left: 90.5, top: 20.5, width: 630, height: 342 });
  });

  it('finds the axes behind hundreds of candles', () => {
    for (let x = 0; x < 300; x++) stroke([x, 100], [x, 130]);
    stroke([720, 20], [726, 362], 'M726,20.5H720.5V362.5H726');
    expect(plotOfSvg(svg, INFERRED)).toMatchObject({ top: 20.5, width: 720.5, height: 342 });
  });

  it('leaves out a wide margin where no axis is', () => {
    for (const y of [30, 150, 270]) stroke([150, y], [700, y]);
    expect(plotOfSvg(svg, INFERRED)).toMatchObject({ left: 150, width: 550 });
  });

  it('takes no candle, no short tick and no curve for an edge', () => {
    stroke([716, 100], [716, 160]);
    stroke([700, 32], [728, 32]);
    stroke([20, 40], [715, 40], 'M20 40L300 38L715 40');
    expect(plotOfSvg(svg, INFERRED)).toEqual(INFERRED);
  });
});
