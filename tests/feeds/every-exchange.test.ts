import { describe, expect, it } from 'vitest';
import type { MarketEvent } from '../../src/core/market/market-event';
import { FIXTURES } from './fixtures/all';
import { contextFor, type FeedFixture, parseSample, type Sample } from './fixtures/fixture';
import { eventFault } from './harness/event-fault';

function countsOf(events: readonly MarketEvent[]) {
  const counts: Partial<Record<MarketEvent['type'], number>> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Every text that names the contract replaced by another name of the same shape. */
function renamed(payload: unknown, symbol: string): unknown {
  const pair = symbol.split('_')[0];
  return JSON.parse(
    JSON.stringify(payload).replaceAll(symbol, `Q${symbol}`).replaceAll(`"${pair}"`, `"Q${pair}"`),
  );
}

/** The answer names its contract, and is the one row that was asked for. */
const TAKES_WHAT_WAS_ASKED = new Set(['bitmex instrument']);

describe.each(FIXTURES.map((fixture) => [fixture.feed.id, fixture] as const))(
  '%s',
  (id, fixture: FeedFixture) => {
    const samples = fixture.samples.map((sample, index): [string, Sample] => [
      `${sample.channel} (${index})`,
      sample,
    ]);

    it.each(samples)('parse of %s, gives the documented number of events and no error', (_, sample) => {
      const { events, errors } = parseSample(fixture, sample);
      expect(errors).toEqual([]);
      expect(countsOf(events)).toEqual(sample.counts);
    });

    it.each(samples)('parse of %s, gives only events that the estimator may have', (_, sample) => {
      const faults = parseSample(fixture, sample).events.map(eventFault);
      expect(faults.filter((fault) => fault !== null)).toEqual([]);
    });

    it.each(samples)('parse of %s twice, gives the same events twice', (_, sample) => {
      expect(parseSample(fixture, sample)).toEqual(parseSample(fixture, sample));
    });

    it.each(samples)('parse of %s, leaves the payload as it was', (_, sample) => {
      const before = JSON.stringify(sample.payload);
      parseSample(fixture, sample);
      expect(JSON.stringify(sample.payload)).toBe(before);
    });

    it.each(samples)('parse of %s, names the source of its shape', (_, sample) => {
      expect(sample.source).toMatch(/^(payloads\/|exchanges\.md )/);
    });

    it.each(samples)('parse of %s about another contract, gives no event of this one', (_, sample) => {
      const payload = renamed(sample.payload, fixture.instrument.symbol);
      // Without a name in it, the request alone tells whose payload it is.
      const isNameless = JSON.stringify(payload) === JSON.stringify(sample.payload);
      if (isNameless || TAKES_WHAT_WAS_ASKED.has(`${id} ${sample.channel}`)) return;
      expect(parseSample(fixture, sample, payload).events).toEqual([]);
    });

    it.each([
      ['null', null],
      ['a number', 42],
      ['text', '<html>'],
      ['an empty object', {}],
      ['an error body', { code: -1121, msg: 'Invalid symbol.' }],
      ['an object with an empty list', { data: [], result: { list: [] } }],
    ])('parse of %s in place of any payload, never throws and makes up no event', (_, payload) => {
      for (const sample of fixture.samples) {
        expect(parseSample(fixture, sample, payload).events).toEqual([]);
      }
    });

    it('parse of a refused payload, names exchange and channel in the error', () => {
      const candles = fixture.samples.find(({ counts }) => counts.candle);
      const { errors } =
        candles === undefined ? { errors: [] } : parseSample(fixture, candles, { unexpected: true });
      expect(errors.length).toBe(1);
      expect(errors[0].exchange).toBe(id);
      expect(errors[0].channel).toBe(candles?.channel);
      expect(errors[0].reason).not.toBe('');
    });

    it('listing, finds the contract of the fixtures and no dated, paused or foreign one', () => {
      const { events, errors } = fixture.feed.listing.parse(fixture.listing);
      expect(errors).toEqual([]);
      const found = events.find(({ symbol }) => symbol === fixture.instrument.symbol);
      expect(found).toBeDefined();
      expect(found).toMatchObject({
        exchange: id,
        base: 'BTC',
        kind: fixture.instrument.kind,
        contractSize: fixture.instrument.contractSize,
        fundingIntervalHours: fixture.instrument.fundingIntervalHours,
      });
      expect(events.filter(({ symbol }) => /OLD|GONE|MATIC|TSLA|26|Z26|NEW/.test(symbol))).toEqual([]);
    });

    it('listing, gives each contract a tick above 0 and plain upper-case coin names', () => {
      for (const instrument of fixture.feed.listing.parse(fixture.listing).events) {
        expect(instrument.tickSize).toBeGreaterThan(0);
        expect(instrument.contractSize).toBeGreaterThan(0);
        expect(instrument.base).toMatch(/^[A-Z][A-Z0-9]*$/);
        expect(instrument.quote).toMatch(/^[A-Z]+$/);
      }
    });

    it('listing of an HTML page, gives an error and no contract', () => {
      const { events, errors } = fixture.feed.listing.parse(fixture.listing.map(() => '<html>'));
      expect(events).toEqual([]);
      expect(errors.length).toBeGreaterThan(0);
    });

    it('liquidations of the samples, are all of long positions, each with its price kind', () => {
      for (const sample of fixture.samples) {
        for (const event of parseSample(fixture, sample).events) {
          if (event.type !== 'liquidation') continue;
          expect(event.liquidation.positionSide).toBe('long');
          expect(['average-fill', 'bankruptcy', 'order', 'trade']).toContain(event.liquidation.priceKind);
          expect(event.liquidation.isSampled).toBe(fixture.feed.liquidationReporting.kind === 'sampled');
        }
      }
    });

    it('fallback tiers, begin at 0, touch and have rising rates', () => {
      const tiers = fixture.feed.tiers?.fallback(fixture.instrument) ?? [];
      expect(tiers.length).toBeGreaterThan(0);
      const event: MarketEvent = { type: 'leverage-tiers', tiers, source: 'fallback', asOfMs: 0 };
      expect(eventFault(event)).toBeNull();
      expect(tiers[tiers.length - 1].notionalCap).toBe(Number.POSITIVE_INFINITY);
    });

    it('sockets, speak only to registered hosts and route what they say to its contract', () => {
      const origins = fixture.feed.socketHosts;
      for (const plan of fixture.feed.sockets(fixture.instrument)) {
        expect(origins).toContain(
          new URL(plan.url).origin.replace('null', plan.url.split('/').slice(0, 3).join('/')),
        );
        expect(plan.symbolOf(null)).toBeNull();
        expect(plan.symbolOf({ unexpected: true })).toBeNull();
        expect(plan.channelOf({ unexpected: true })).toBe('socket');
        expect(plan.parse('text', contextFor(fixture, 'socket')).events).toEqual([]);
        for (const text of [...plan.subscribe, ...plan.unsubscribe])
          expect(() => JSON.parse(text)).not.toThrow();
      }
    });

    it('sockets, route each socket sample to the contract or to everybody, never to another', () => {
      for (const plan of fixture.feed.sockets(fixture.instrument)) {
        for (const { parse, payload } of fixture.samples) {
          if (parse !== plan.parse) continue;
          expect([fixture.instrument.symbol, null]).toContain(plan.symbolOf(payload));
          expect(plan.channelOf(payload)).not.toBe('');
        }
      }
    });
  },
);
