// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { mappingReport } from '../../src/page/mapping-report';

const FACTS = {
  version: '1.2.3',
  siteId: 'okx',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36',
  deviceScale: 1.25,
  anchor: null,
};
const LOST = {
  state: 'lost',
  source: null,
  hasPrice: false,
  hasTime: false,
  reason: 'no-fit',
  rmsPx: 0,
} as const;

test('mappingReport tells versions, the state and its reason, and geometry', () => {
  document.body.innerHTML = '<canvas width="800" height="400"></canvas><svg></svg>';
  const text = mappingReport(document, { ...FACTS, anchor: LOST });
  expect(text.split('\n')).toEqual([
    'Liqlens 1.2.3 on okx, Chrome/156.0.0.0',
    expect.stringMatching(/^viewport \d+x\d+, scale 1.25$/),
    'lost (no-fit): no price axis, no time axis',
    'canvas 0,0,0,0 bitmap 800x400',
    'svg 0,0,0,0',
  ]);
});

test('mappingReport tells how a locked chart was read, and what a frame of the page holds', () => {
  document.body.innerHTML = '<iframe></iframe>';
  const frame = document.querySelector('iframe');
  const inside = document.implementation.createHTMLDocument();
  inside.body.innerHTML = '<canvas width="30" height="20"></canvas>';
  Object.defineProperty(frame, 'contentDocument', { value: inside });
  const anchor = {
    ...LOST,
    state: 'locked',
    source: 'axis-tap',
    hasPrice: true,
    reason: '',
    rmsPx: 0.123,
  } as const;
  const text = mappingReport(document, { ...FACTS, anchor });
  expect(text.split('\n').slice(2)).toEqual([
    'locked by axis-tap: price rms 0.12 px, no time axis',
    'iframe 0,0,0,0',
    '  canvas 0,0,0,0 bitmap 30x20',
  ]);
});

test('mappingReport names at most 24 surfaces', () => {
  document.body.innerHTML = '<svg></svg>'.repeat(60);
  expect(mappingReport(document, FACTS).split('\n').length).toBe(3 + 24);
});

test('mappingReport carries no address, symbol or page text', () => {
  document.body.innerHTML = '<canvas></canvas><p>secret balance 12,345</p>';
  document.title = 'secret';
  const text = mappingReport(document, { ...FACTS, siteId: 'https://my.exchange.example' });
  expect(text).not.toMatch(/secret|12,345|http|example|Linux/);
});
