// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runStrategies, type StrategyRunner } from '../../src/anchor/run-strategies';
import type { ChartReading } from '../../src/anchor/strategy';

const PANE = { left: 0, top: 0, width: 600, height: 300 };
const PRICE = { scale: 'linear', a: -0.1, b: 6400, samples: 9, inliers: 9, rmsPx: 0.1 } as const;

interface Said {
  chartKey: string;
  state: string;
  reason?: string;
  price: unknown;
}

/** A strategy that reads one locked chart, and what breaks it. */
function chartReader() {
  const element = document.body.appendChild(document.createElement('canvas'));
  const reading: ChartReading = { element, state: 'locked', pane: PANE, price: PRICE, time: null };
  const broken = { read: false, tick: false };
  const fail = () => {
    throw new Error('tampered');
  };
  return {
    broken,
    strategy: {
      source: 'axis-tap' as const,
      start: () => ({
        read: () => (broken.read ? fail() : [reading]),
        tick: () => (broken.tick ? fail() : undefined),
      }),
    },
  };
}

let said: Said[];
let runner: StrategyRunner;

function run(...readers: ReturnType<typeof chartReader>[]): void {
  runner = runStrategies(
    { window, isListening: () => true, referencePrice: () => 0 } as never,
    readers.map(({ strategy }) => strategy),
    'c',
    (detail) => said.push(JSON.parse(detail)),
  );
  runner.tick();
}

beforeEach(() => {
  said = [];
  document.body.replaceChildren();
});
afterEach(() => runner.stop());

describe('runStrategies', () => {
  it('says a chart once while nothing changes', () => {
    run(chartReader());
    runner.tick();
    expect(said).toMatchObject([{ chartKey: 'c1', state: 'locked' }]);
  });

  it.each(['read', 'tick'] as const)(
    'takes back what it said when %s fails, and says it again after',
    (how) => {
      const reader = chartReader();
      run(reader);
      reader.broken[how] = true;
      runner.tick();
      expect(said.at(-1)).toMatchObject({ chartKey: 'c1', state: 'lost', price: null });
      reader.broken[how] = false;
      runner.tick();
      expect(said.at(-1)).toMatchObject({ chartKey: 'c1', state: 'locked' });
    },
  );

  it('keeps the charts of one strategy when the tick of another fails', () => {
    const [broken, sound] = [chartReader(), chartReader()];
    run(broken, sound);
    broken.broken.tick = true;
    runner.tick();
    const last = new Map(said.map(({ chartKey, state }) => [chartKey, state]));
    expect([...last]).toEqual([
      ['c1', 'lost'],
      ['c2', 'locked'],
    ]);
  });
});
