import { describe, expect, it } from 'vitest';
import { judgeVenues, type VenueReading } from '../../src/feeds/quarantine';

const NOW = 1_790_000_000_000;
const nobody: ReadonlySet<string> = new Set();

function venue(exchange: string, price: number | null, fields: Partial<VenueReading> = {}): VenueReading {
  return {
    exchange,
    price,
    priceMs: NOW - 1000,
    openInterestUsd: 1e9,
    usualOpenInterestUsd: 1e9,
    ...fields,
  };
}

describe('judgeVenues', () => {
  it('of venues that agree, shuts nobody out', () => {
    const readings = [venue('a', 83_000), venue('b', 83_050), venue('c', 82_900), venue('d', 83_020)];
    expect(judgeVenues(readings, NOW, nobody).size).toBe(0);
  });

  it('of one price 21 % off, shuts that venue out and says why', () => {
    const readings = [venue('a', 83_000), venue('b', 83_050), venue('liar', 83_000 * 1.21)];
    const verdicts = judgeVenues(readings, NOW, nobody);
    expect([...verdicts.keys()]).toEqual(['liar']);
    expect(verdicts.get('liar')?.reason).toBe('its price is 21 % off the other exchanges');
    expect(verdicts.get('liar')?.why).toEqual({ code: 'price-off', value: expect.closeTo(0.21, 2) });
  });

  it('of one price 19 % off, lets it be', () => {
    const readings = [venue('a', 83_000), venue('b', 83_000), venue('odd', 83_000 * 0.81)];
    expect(judgeVenues(readings, NOW, nobody).size).toBe(0);
  });

  it('of two venues, judges nobody: it may be either', () => {
    expect(judgeVenues([venue('a', 83_000), venue('b', 50_000)], NOW, nobody).size).toBe(0);
  });

  it('of three that all disagree, judges nobody', () => {
    const readings = [venue('a', 83_000), venue('b', 50_000), venue('c', 120_000)];
    expect(judgeVenues(readings, NOW, nobody).size).toBe(0);
  });

  it('of stale prices, takes no testimony from them', () => {
    const old = { priceMs: NOW - 600_000 };
    const readings = [venue('a', 83_000, old), venue('b', 83_000, old), venue('c', 120_000)];
    expect(judgeVenues(readings, NOW, nobody).size).toBe(0);
  });

  it('of a venue shut out before, takes no testimony from it either', () => {
    const readings = [venue('a', 83_000), venue('b', 83_000), venue('liar', 120_000), venue('c', 83_100)];
    expect([...judgeVenues(readings, NOW, new Set(['liar'])).keys()]).toEqual(['liar']);
  });

  it('of a venue shut out before and 15 % off, keeps it out; at 9 % lets it back', () => {
    const standing = new Set(['liar']);
    const others = [venue('a', 100), venue('b', 100)];
    expect(judgeVenues([...others, venue('liar', 115)], NOW, standing).has('liar')).toBe(true);
    expect(judgeVenues([...others, venue('liar', 109)], NOW, standing).has('liar')).toBe(false);
  });

  it('of an open interest a thousand times its usual, shuts the venue out', () => {
    const readings = [venue('a', 100), venue('b', 100), venue('liar', 100, { openInterestUsd: 1e12 })];
    expect(judgeVenues(readings, NOW, nobody).get('liar')).toEqual({
      reason: 'its open interest is 1000 times its usual',
      why: { code: 'interest-own', value: 1000 },
    });
  });

  it('of an open interest that doubled, lets it be', () => {
    const readings = [venue('a', 100), venue('b', 100, { openInterestUsd: 2e9 })];
    expect(judgeVenues(readings, NOW, nobody).size).toBe(0);
  });

  it('of an open interest far above all others together, shuts the venue out without knowing its past', () => {
    const readings = [
      venue('a', 100),
      venue('b', 100),
      venue('liar', 100, { openInterestUsd: 1.5e11, usualOpenInterestUsd: null }),
    ];
    expect(judgeVenues(readings, NOW, nobody).get('liar')).toEqual({
      reason: 'its open interest is 75 times that of all others together',
      why: { code: 'interest-others', value: 75 },
    });
  });

  it('of the largest venue of a small coin, lets it be', () => {
    const small = { openInterestUsd: 1e6, usualOpenInterestUsd: 1e6 };
    const readings = [
      venue('a', 1, small),
      venue('b', 1, small),
      venue('big', 1, { openInterestUsd: 9e7, usualOpenInterestUsd: 9e7 }),
    ];
    expect(judgeVenues(readings, NOW, nobody).size).toBe(0);
  });

  it('of unknown prices and interests, says nothing', () => {
    const unknown = { openInterestUsd: null, usualOpenInterestUsd: null };
    const readings = [venue('a', null, unknown), venue('b', null, unknown), venue('c', 5, unknown)];
    expect(judgeVenues(readings, NOW, nobody).size).toBe(0);
  });

  it('of nobody, says nothing', () => {
    expect(judgeVenues([], NOW, nobody).size).toBe(0);
  });
});
