// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { mappingReport } from '../../src/page/mapping-report';

const FACTS = {
  version: '1.2.3',
  siteId: 'okx',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36',
  deviceScale: 1.25,
};

test('mappingReport tells versions, states and geometry', () => {
  document.body.innerHTML = '<canvas width="800" height="400"></canvas><svg></svg>';
  const price = { scale: 'linear', a: -1, b: 0, samples: 9, inliers: 8, rmsPx: 0.123 } as const;
  const pane = { left: 0, top: 0, width: 1, height: 1 };
  const mapping = {
    v: 1,
    seq: 1,
    chartKey: 'c1',
    source: 'axis-tap',
    state: 'locked',
    pane,
    price,
    time: null,
  } as const;
  const text = mappingReport(document, {
    ...FACTS,
    mappings: [mapping],
    lost: [{ chartKey: 'c2', state: 'lost', reason: 'no-fit' }],
  });
  expect(text.split('\n')).toEqual([
    'Liqlens 1.2.3 on okx, Chrome/156.0.0.0',
    expect.stringMatching(/^viewport \d+x\d+, scale 1.25$/),
    'locked by axis-tap: linear 8/9 rms 0.12 px, no time axis',
    'lost: no-fit',
    'canvas 0,0,0,0 bitmap 800x400',
    'svg 0,0,0,0',
  ]);
});

test('mappingReport carries no address, symbol or page text', () => {
  document.body.innerHTML = '<canvas></canvas><p>secret balance 12,345</p>';
  document.title = 'secret';
  const text = mappingReport(document, { ...FACTS, mappings: [], lost: [] });
  expect(text).not.toMatch(/secret|12,345|http|Linux/);
});
