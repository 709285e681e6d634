import { describe, expect, it } from 'vitest';
import type { MarketEvent } from '../../src/core/market/market-event';
import type { FeedError } from '../../src/feeds/feed-error';
import { FIXTURES } from './fixtures/all';
import { type FeedFixture, parseSample, type Sample } from './fixtures/fixture';
import { eventFault } from './harness/event-fault';
import { mutate } from './harness/mutate';
import { seeded } from './harness/seeded';

const ROUNDS = 10_000;

/** Gate's side IS the sign of the size: changing the sign changes the truth, so the sign is left alone there, as is the
 * sum of the other side. */
const SIGN_FIELDS: Readonly<Record<string, readonly string[]>> = { gate: ['size', 'short_liq_size'] };

/** What would be wrong with the outcome of a mutated payload. The samples hold liquidations of longs only. */
function outcomeOf(fixture: FeedFixture, sample: Sample, payload: unknown) {
  const { events, errors } = parseSample(fixture, sample, payload);
  const fault = [
    ...events.map((event) => eventFault(event) ?? sideFault(event)),
    ...errors.map((error) => (isTyped(error, fixture.feed.id) ? null : `untyped ${JSON.stringify(error)}`)),
  ].find((found) => found !== null);
  const words = fault === undefined ? null : `${sample.channel}: ${fault} in ${JSON.stringify(payload)}`;
  return { fault: words, isRefused: errors.length > 0 };
}

function isTyped(error: FeedError, exchange: string): boolean {
  return error.exchange === exchange && error.channel !== '' && error.field !== '' && error.reason !== '';
}

function sideFault(event: MarketEvent): string | null {
  return event.type === 'liquidation' && event.liquidation.positionSide !== 'long'
    ? 'a long became a short'
    : null;
}

describe.each(FIXTURES.map((fixture) => [fixture.feed.id, fixture] as const))(
  '%s',
  (id, fixture: FeedFixture) => {
    it(`parse of ${ROUNDS} spoilt payloads, gives a typed error or a correct event each time`, () => {
      const random = seeded(0x11c1e5 + id.length * 7919);
      const faults: string[] = [];
      let refused = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const sample = fixture.samples[round % fixture.samples.length];
        const payload = mutate(sample.payload, random, SIGN_FIELDS[id]);
        const { fault, isRefused } = outcomeOf(fixture, sample, payload);
        if (fault !== null) faults.push(fault);
        if (isRefused) refused += 1;
      }
      expect(faults.slice(0, 5)).toEqual([]);
      // The mutations must bite: a fuzz test in which nothing is ever refused tests nothing.
      expect(refused).toBeGreaterThan(ROUNDS / 5);
    });

    it('parse of 500 spoilt listings, gives a typed error or a usable contract each time', () => {
      const random = seeded(0xb00c + id.length);
      for (let round = 0; round < 500; round += 1) {
        const payloads = fixture.listing.map((payload) => mutate(payload, random));
        const { events, errors } = fixture.feed.listing.parse(payloads);
        for (const instrument of events) {
          expect(instrument.tickSize > 0 && Number.isFinite(instrument.tickSize)).toBe(true);
          expect(instrument.contractSize > 0 && Number.isFinite(instrument.contractSize)).toBe(true);
          expect(
            instrument.fundingIntervalHours > 0 && Number.isFinite(instrument.fundingIntervalHours),
          ).toBe(true);
          expect(instrument.symbol).not.toBe('');
        }
        for (const error of errors) expect(error.exchange).toBe(id);
      }
    });
  },
);
