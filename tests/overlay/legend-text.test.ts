import { describe, expect, it } from 'vitest';
import { DEFAULT_LOOK } from '../../src/core/settings/settings';
import { createAmountFormat } from '../../src/overlay/amount-format';
import { LayerContent } from '../../src/overlay/layer-content';
import { legendText } from '../../src/overlay/legend-text';
import { ENGLISH, fill } from '../../src/overlay/overlay-strings';
import { createPaneView, readMapping } from '../../src/overlay/pane-view';
import { createStage, mappingOf } from './layer-stage';
import { syntheticFrame } from './synthetic-frame';

const FRAME = syntheticFrame({ columns: 60, bins: 300, warmUp: 150 });

function legend(look: Partial<typeof DEFAULT_LOOK>, cells?: Parameters<LayerContent['fitTo']>[0]) {
  const content = new LayerContent(createStage().document, ENGLISH, 'en');
  content.setFrame(FRAME);
  content.setLook({ ...DEFAULT_LOOK, ...look }, 'dark');
  const { grid } = FRAME;
  const view = createPaneView();
  const mapping = mappingOf({
    low: Math.exp(grid.logPriceMin),
    high: Math.exp(grid.logPriceMin + grid.bins * grid.logBin),
    fromMs: grid.startMs,
    toMs: grid.startMs + grid.columns * grid.columnMs,
  });
  readMapping(view, mapping, 1);
  content.prepare(view);
  if (cells) content.fitTo(cells);
  const prepared = content.prepare(view);
  if (prepared === null) throw new Error('nothing prepared');
  return legendText(prepared, content.look, ENGLISH);
}

describe('legendText', () => {
  it('VIS-05 legendText(salience) has the EST tag, a unit, three marks of ever fewer cells and which end is more', () => {
    const text = legend({ scale: 'salience' });
    expect([text.tag, text.less, text.more]).toEqual(['EST', 'less', 'more']);
    expect(text.title).toContain('top % in view');
    for (const mark of text.marks) expect(mark).toMatch(/^[\d.]+%$/);
    const marks = text.marks.map(Number.parseFloat);
    expect(marks[0]).toBeGreaterThan(marks[1]);
    expect(marks[1]).toBeGreaterThan(marks[2]);
    expect(marks[2]).toBeLessThan(5);
  });

  it('UXR-02 legendText(look) says on the chart that it is an estimate from public data', () => {
    expect(legend({}).source).toMatch(/estimate from public data/i);
  });

  it('legendText(usd) writes dollars at its marks', () => {
    for (const mark of legend({ scale: 'usd' }).marks) expect(mark).toMatch(/^\$[\d.]+[KMB]?$/);
  });

  it('VIS-05 legendText(view) names the largest amount in view', () => {
    const { bins, columns } = FRAME.grid;
    const cells = { fromColumn: 0, toColumn: columns, fromBin: 0, toBin: 40 };
    const largest = FRAME.profile.long.slice(0, 40).reduce((most, usd) => Math.max(most, usd), 0);
    const format = createAmountFormat({ locale: 'en', unit: 'usd', base: 'BTC', markPrice: 1, tickSize: 1 });
    expect(legend({}, cells).largest).toBe(`max est. ${format.estimate(largest)}`);
    expect(legend({}, { ...cells, toBin: bins }).largest).not.toBe(`max est. ${format.estimate(largest)}`);
  });

  it('VIS-10 legendText(handles) marks the ends of the slider', () => {
    const wide = legend({ intensity: [0.05, 1] }).marks;
    const narrow = legend({ intensity: [0.4, 0.6] }).marks;
    expect(Number.parseFloat(narrow[0])).toBeLessThan(Number.parseFloat(wide[0]));
    expect(Number.parseFloat(narrow[2])).toBeGreaterThan(Number.parseFloat(wide[2]));
  });
});

describe('words', () => {
  it('CORE-05 the tags of estimated and observed differ', () => {
    expect(ENGLISH.estimated).not.toBe(ENGLISH.actual);
  });

  it('no word promises or advises', () => {
    expect(Object.values(ENGLISH).join(' ')).not.toMatch(
      /\b(buy|sell|guaranteed|will go|liquidity|target)\b/i,
    );
  });

  it('fill puts amounts in as they are', () => {
    expect(fill('est. $1', '$38M')).toBe('est. $38M');
    expect(fill('est. $1', '$1 $2 $&')).toBe('est. $1 $2 $&');
  });
});

describe('createAmountFormat', () => {
  const format = createAmountFormat({
    locale: 'en',
    unit: 'usd',
    base: 'BTC',
    markPrice: 50_000,
    tickSize: 0.01,
  });

  it('estimate has two significant digits, observed three', () => {
    expect(format.estimate(37_849_000)).toBe('$38M');
    expect(format.observed(37_849_000)).toBe('$37.8M');
  });

  it('estimate(1e12, 1e-12, NaN, infinite) is a short text', () => {
    for (const usd of [1e12, 1e-12, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(format.estimate(usd).length).toBeLessThan(18);
    }
    expect(format.estimate(Number.NaN)).toBe('–');
  });

  it('price follows the tick; a tick of 0 does not break it', () => {
    expect(format.price(61_234.567)).toBe('61,234.57');
    const odd = createAmountFormat({ locale: 'en', unit: 'usd', base: 'X', markPrice: 1, tickSize: 0 });
    expect(odd.price(1.239)).toBe('1.24');
  });

  it('unit coin without a price stays in dollars', () => {
    const coin = createAmountFormat({ locale: 'en', unit: 'coin', base: 'BTC', markPrice: 0, tickSize: 1 });
    expect(coin.estimate(1e6)).toBe('$1M');
  });
});
