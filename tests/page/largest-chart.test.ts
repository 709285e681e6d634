// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { largestChart } from '../../src/page/largest-chart';

/** An element of a size; happy-dom lays nothing out. */
function sized(tag: string, width: number, height: number): HTMLElement {
  const element = document.createElement(tag);
  element.getBoundingClientRect = () => new DOMRect(0, 0, width, height);
  document.body.append(element);
  return element;
}

describe('largestChart', () => {
  beforeEach(() => {
    // An empty frame must not be loaded over the network of the test.
    const { happyDOM } = window as unknown as { happyDOM: { settings: Record<string, boolean> } };
    happyDOM.settings.disableIframePageLoading = true;
    happyDOM.settings.handleDisabledFileLoadingAsSuccess = true;
    document.body.replaceChildren();
  });

  it('is the largest canvas of the frame', () => {
    sized('canvas', 80, 500);
    const chart = sized('canvas', 800, 500);
    sized('canvas', 400, 300);
    expect(largestChart(document)).toBe(chart);
  });

  it('is nothing where only tickers and sparklines are', () => {
    sized('canvas', 120, 40);
    sized('svg', 290, 400);
    expect(largestChart(document)).toBeNull();
  });

  it('leaves the choice to a frame inside that is larger', () => {
    sized('canvas', 400, 300);
    sized('iframe', 900, 600);
    expect(largestChart(document)).toBeNull();
  });
});
