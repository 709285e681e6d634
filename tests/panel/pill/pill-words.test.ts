import { beforeEach, describe, expect, it } from 'vitest';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { factsOf } from '../../../src/panel/panel-model';
import { pillLines, pillPieces } from '../../../src/panel/pill/pill-words';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { PANEL_STATES, panelState } from '../panel-states';

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
});

const wordsIn = (state: string) =>
  pillPieces(factsOf(panelState(state)))
    .map(({ words }) => words)
    .join(' ');
const linesIn = (state: string) =>
  pillLines(factsOf(panelState(state)))
    .map(({ title, words }) => `${title} ${words}`.trim())
    .join('\n');

describe('pillPieces', () => {
  it('has the nearest cluster above and below with their distances, and the age of the data', () => {
    expect(wordsIn('live')).toBe('SHORTS 98.03K +1.17% 1.6 ATR LONGS 95.98K -0.79% 1.1 ATR 2s');
  });

  it.each([
    ['ageing', 'AGEING 38s'],
    ['stale', 'STALE 3m'],
    ['offline', 'No source answers'],
    ['offline', 'OFFLINE 15m'],
    ['partial', 'PARTIAL 2/4'],
    ['thin', 'THIN'],
    ['demo', 'DEMO'],
    ['replay', 'REPLAY'],
    ['not-aligned', 'CHART NOT ALIGNED'],
    ['blocked-region', 'Not available in your region'],
    ['rate-limited', 'Waiting for the exchange'],
    ['loading', 'History 2 of'],
    ['ask-to-load', 'Load DOGEUSDT?'],
    ['no-instrument', 'No perpetual market on this page'],
    ['unlisted', 'No supported exchange lists ABCXYZ'],
    ['engine-down', 'The estimator has stopped'],
    ['empty', 'No cluster stands out.'],
  ])('says %s in words: %s', (state, words) => {
    expect(wordsIn(state)).toContain(words);
  });

  it('says each thing once: what a badge tells is no state beside it', () => {
    expect(wordsIn('not-aligned')).not.toContain('layer hidden');
    expect(wordsIn('thin')).not.toContain('Thin market');
  });
});

describe('pillLines', () => {
  it('gives bands and amounts of the two clusters, and says whose estimate it is', () => {
    expect(linesIn('live').split('\n')).toEqual([
      'SHORTS 97,940–98,120 ~$38M · +1.17% · 1.6 ATR',
      'LONGS 95,910–96,050 ~$29M · -0.79% · 1.1 ATR',
      'LIVE 2s Data arrives as it should.',
      'Estimate from public data. Not financial advice.',
    ]);
  });

  it.each([
    ['not-aligned', 'This kind of chart cannot be read.'],
    ['price-only', 'Only the current levels are drawn, not their history.'],
    ['blocked-region', 'The exchanges refuse requests from here.'],
    ['partial', 'Hyperliquid set aside after wrong messages'],
    ['ask-to-load', 'only when you say so'],
    ['thin', 'Thin market: few inputs, wide bands'],
    ['uncalibrated', 'reports and estimate disagree too much; bands are wider'],
  ])('tells in %s what the panel would: %s', (state, words) => {
    expect(linesIn(state)).toContain(words);
  });

  it('is made of words in every state', () => {
    for (const state of Object.keys(PANEL_STATES))
      expect(`${wordsIn(state)} ${linesIn(state)}`).not.toMatch(
        /NaN|undefined|\[object|\$\d(?!\d|\.)\b.*\$\d\b of/,
      );
  });
});
