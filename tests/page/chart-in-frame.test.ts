// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { chartInFrame } from '../../src/page/chart-in-frame';

function frame(left: number, top: number, width: number, height: number): void {
  const element = document.createElement('iframe');
  element.getBoundingClientRect = () => new DOMRect(left, top, width, height);
  document.body.append(element);
}

afterEach(() => document.body.replaceChildren());

describe('chartInFrame', () => {
  it('is the largest frame less the axes that libraries in frames have', () => {
    frame(0, 0, 400, 200);
    frame(20, 100, 900, 600);
    expect(chartInFrame(document)).toEqual({ left: 20, top: 100, width: 828, height: 534 });
  });

  it('is null where no frame is as large as a chart', () => {
    frame(0, 0, 290, 600);
    frame(0, 0, 600, 150);
    expect(chartInFrame(document)).toBeNull();
  });
});
