import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONVERSION } from '../../src/core/cascade/cascade-walk';
import { DENSE_RATIO } from '../../src/core/clusters/cluster-class';
import { IMPACT_COEFFICIENT } from '../../src/core/clusters/importance';
import { SMOOTHING } from '../../src/core/clusters/smooth-profile';
import { LEARNING } from '../../src/core/estimate/learning-constants';
import { CLASS_LEVERAGE } from '../../src/core/estimate/leverage-classes';
import { HEDGER_SHARE } from '../../src/core/estimate/opening-mix';
import { MOST_GAIN } from '../../src/core/estimate/side-tilt';
import { STOP } from '../../src/core/estimate/stop-decay';
import { BAND, bandOf, bandStretch } from '../../src/core/estimate/uncertainty';
import { DEFAULT_PRIORS, venuePriors } from '../../src/core/estimate/venue-priors';
import { REFERENCE_REACH, SALIENCE_MAX, SURROUNDINGS } from '../../src/core/frame/salience';

const method = readFileSync('docs/METHOD.md', 'utf8');

/** The numbers after `label` on the line that begins with it. */
function numbersAfter(label: string): number[] {
  const line = method.split('\n').find((text) => text.trim().startsWith(label)) ?? '';
  const [figures] = line.trim().slice(label.length).split('(');
  return figures.trim().split(/\s+/).map(Number);
}

const percent = (share: number) => `${Number((share * 100).toPrecision(6))} %`;

describe('docs/METHOD.md', () => {
  it('has the leverage classes, half-lives and opening mix of the code', () => {
    expect(numbersAfter('class ')).toEqual(CLASS_LEVERAGE);
    expect(numbersAfter('h  ')).toEqual(DEFAULT_PRIORS.halfLifeDays);
    expect(numbersAfter('mix  ')).toEqual(DEFAULT_PRIORS.openingMix);
  });

  it('has the spread of deposits of the code', () => {
    for (const { sharpness, crossReach } of [DEFAULT_PRIORS, venuePriors('hyperliquid')]) {
      expect(method).toMatch(new RegExp(`sharpness ${sharpness} +crossReach ${crossReach}\\b`));
    }
  });

  it('has the stops of the code', () => {
    expect(method).toContain(
      `S(x) = 1 up to x = ${STOP.from}, falls linearly to 1 - ${STOP.phi} at x = ${STOP.to}`,
    );
  });

  it('has the gate of dense clusters, the tilt of gains and the part that becomes market orders of the code', () => {
    expect(method).toContain(`peak >= ${DENSE_RATIO} x the mean of its surroundings`);
    expect(method).toContain(`exp(-${DEFAULT_PRIORS.profitTaking} g)`);
    expect(method).toContain(`at most ${MOST_GAIN} either way`);
    expect(method).toContain(`forced = ${CONVERSION} x estimated USD`);
  });

  it('has the parts of throttled feeds of the code', () => {
    for (const [exchange, name] of [
      ['binance', 'Binance, OKX, Aster'],
      ['okx', 'Binance, OKX, Aster'],
      ['aster', 'Binance, OKX, Aster'],
      ['bitget', 'Bitget'],
      ['hyperliquid', 'Hyperliquid'],
    ]) {
      const { reportingFraction, isFullFeed } = venuePriors(exchange);
      expect([isFullFeed, method.includes(`${reportingFraction} (${name})`)]).toEqual([false, true]);
    }
  });

  it('has the shares of hedgers of the code', () => {
    expect(method).toContain(`Bounds of the share: ${HEDGER_SHARE.least} and ${HEDGER_SHARE.most}`);
    expect(method).toContain(`there the hedgers open ${venuePriors('binance').openingMix[0]} `);
  });

  it('has the constants of the learner', () => {
    expect(method).toContain(`remembered for ${LEARNING.memoryDays}\ndays`);
    expect(method).toContain(
      `worth ${LEARNING.levelPriorEvents} (level), ${LEARNING.slopePriorEvents} (slope)`,
    );
    expect(method).toContain(`e^${LEARNING.modelError} `);
    expect(method).toContain(`hours ${percent(LEARNING.rate)} of`);
    expect(method).toContain(`within a factor of ${LEARNING.gateFactor}, over ${LEARNING.gateDays} days`);
  });

  it('has the constants of salience and clusters', () => {
    expect(method).toContain(`mean of v within ${percent(SURROUNDINGS)} of`);
    expect(method).toContain(`within ${percent(REFERENCE_REACH)} of the close`);
    expect(method).toContain(`sqrt(salience / ${SALIENCE_MAX})`);
    expect(method).toContain(`Gaussian, ${percent(SMOOTHING)} of price`);
    expect(method).toContain(`shock + ${IMPACT_COEFFICIENT} x sigma`);
  });

  it('has the bands of the code', () => {
    const { low, high } = BAND;
    expect(method).toContain(`e^(${low.base} - ${-low.scarcity} x (1 % / s)^${low.power})`);
    expect(method).toContain(`e^(${high.base} + ${high.scarcity} x (1 % / s)^${high.power})`);
    expect(method).toContain('sqrt(1 + 5 / (5 + n))');
    expect(bandStretch(20)).toBeCloseTo(Math.sqrt(1 + 5 / 25), 12);
    const rows = [...method.matchAll(/^ {4}([\d.]+) % +([\d.]+) +([\d.]+)$/gm)];
    expect(rows.length).toBeGreaterThan(4);
    for (const [, percent, lowEnd, highEnd] of rows) {
      const band = bandOf(Number(percent) / 100, true, Number.POSITIVE_INFINITY);
      expect([band.low.toFixed(2), band.high.toFixed(1)]).toEqual([lowEnd, highEnd]);
    }
  });
});
