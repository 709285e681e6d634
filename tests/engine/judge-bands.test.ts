import { expect, test } from 'vitest';
import { bandOf } from '../../src/core/estimate/uncertainty';
import { judgeBands, type Passage } from '../../src/engine/judge-bands';

const SHARE = 0.02;

/** `inside` passages whose reports equal the estimate, `outside` ones beyond every band. */
function passages(inside: number, outside: number): Passage[] {
  return Array.from({ length: inside + outside }, (_, at) => ({
    share: SHARE,
    estimatedUsd: 1e6,
    observedUsd: at < inside ? 1e6 : 1e8,
  }));
}

test('judgeBands of thirty passages, four in five inside the narrow band, takes the extra step off', () => {
  expect(judgeBands(passages(24, 6)).isScored).toBe(true);
  expect(judgeBands(passages(23, 7)).isScored).toBe(false);
  expect(judgeBands(passages(23, 6)).isScored).toBe(false);
});

test('judgeBands judges the band that is shown: the wide one until then, the narrow one after', () => {
  const between = (bandOf(SHARE, true).high + bandOf(SHARE, false).high) / 2;
  const edge: Passage = { share: SHARE, estimatedUsd: 1e6, observedUsd: 1e6 * between };
  const before = judgeBands([...passages(20, 0), edge]);
  expect(before).toMatchObject({ isScored: false, bands: { count: 21, inside: 1, above: 0 } });
  const after = judgeBands([...passages(39, 0), edge]);
  expect(after).toMatchObject({ isScored: true, bands: { count: 40, inside: 39 / 40, above: 1 / 40 } });
});

test('judgeBands of nothing shows the wide band and no share', () => {
  expect(judgeBands([])).toMatchObject({ isScored: false, bands: { count: 0, inside: Number.NaN } });
});

test('judgeBands judges a passage by what the level rested on when it was shown', () => {
  const beyond = bandOf(SHARE, false).high * 1.05;
  const edge: Passage = { share: SHARE, estimatedUsd: 1e6, observedUsd: 1e6 * beyond };
  const judged = (trust: Passage['trust']) => judgeBands([{ ...edge, trust }]).bands.inside;
  expect(judged({})).toBe(0);
  expect(judged({ levelEvents: 0, levelDoubt: 0 })).toBe(1);
  expect(judged({ levelEvents: 1e4, levelDoubt: -2 })).toBe(1);
  expect(judged({ levelEvents: 1e4, levelDoubt: 2 })).toBe(0);
});
