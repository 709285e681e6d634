import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageNotes, coverageTable } from '../../src/feeds/coverage-table';
import { COVERAGE_INPUTS, type ExchangeFeed } from '../../src/feeds/exchange-feed';
import { FEEDS, feedById } from '../../src/feeds/registry';
import { FIXTURES } from './fixtures/all';

const ROOT = 'src/feeds';
/** Folders of src/feeds that are no exchange. */
const MACHINERY = ['border', 'run', 'transport'];

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

describe('FEEDS', () => {
  it('have unique ids in lower case', () => {
    const ids = FEEDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z-]*$/);
  });

  it('have names of their own', () => {
    expect(new Set(FEEDS.map(({ name }) => name)).size).toBe(FEEDS.length);
    for (const { name } of FEEDS) expect(name.trim()).not.toBe('');
  });

  it('hold every exchange folder, and nothing else is registered', () => {
    const registry = readFileSync(join(ROOT, 'registry.ts'), 'utf8');
    const folders = readdirSync(ROOT).filter((name) => statSync(join(ROOT, name)).isDirectory());
    for (const folder of folders.filter((name) => !MACHINERY.includes(name))) {
      expect(registry, folder).toContain(`'./${folder}/`);
    }
    const entries = filesBelow(ROOT).filter((path) =>
      readFileSync(path, 'utf8').includes('satisfies ExchangeFeed'),
    );
    expect(entries.length).toBe(FEEDS.length);
  });

  it('each have a fixture, and each fixture has its feed', () => {
    expect(FIXTURES.map(({ feed }) => feed.id).sort()).toEqual(FEEDS.map(({ id }) => id).sort());
  });

  it('each name hosts as match patterns that the manifest takes', () => {
    for (const { restHosts, socketHosts } of FEEDS) {
      expect(restHosts.length).toBeGreaterThan(0);
      for (const host of restHosts) expect(host).toMatch(/^https:\/\/[a-z0-9.-]+\/\*$/);
      for (const host of socketHosts) expect(host).toMatch(/^wss:\/\/[a-z0-9.-]+(:\d+)?$/);
    }
  });

  it('each ask only hosts that they name', () => {
    for (const feed of FEEDS) {
      const named = new Set(feed.restHosts.map((pattern) => new URL(pattern.replace('/*', '/')).host));
      for (const request of requestsOf(feed)) expect(named, request.url).toContain(new URL(request.url).host);
    }
  });

  it('each charge every request to a budget with a limit', () => {
    for (const feed of FEEDS) {
      for (const { url, charges } of requestsOf(feed)) {
        expect(charges.length, url).toBeGreaterThan(0);
        for (const { budget, weight } of charges) {
          expect(budget.limit, url).toBeGreaterThan(0);
          expect(budget.windowMs, url).toBeGreaterThan(0);
          expect(weight, url).toBeGreaterThan(0);
        }
      }
    }
  });

  it('give one budget id one limit everywhere', () => {
    const limits = new Map<string, string>();
    for (const request of FEEDS.flatMap(requestsOf)) {
      for (const { budget } of request.charges) {
        const words = `${budget.limit}/${budget.windowMs}`;
        expect(limits.get(budget.id) ?? words, budget.id).toBe(words);
        limits.set(budget.id, words);
      }
    }
  });

  it('declare every input, with a note wherever it is sampled', () => {
    for (const { id, coverage } of FEEDS) {
      expect(Object.keys(coverage).sort(), id).toEqual([...COVERAGE_INPUTS].sort());
      for (const input of COVERAGE_INPUTS) {
        if (coverage[input].has === 'sampled') expect(coverage[input].note, `${id} ${input}`).not.toBe('');
      }
    }
  });

  it('say the same in coverage and in liquidationReporting', () => {
    for (const { id, coverage, liquidationReporting } of FEEDS) {
      const { has } = coverage.liquidations;
      expect(liquidationReporting.kind === 'none', id).toBe(has === 'no');
      if (has === 'sampled') expect(liquidationReporting.kind, id).toBe('sampled');
      if (liquidationReporting.kind === 'full') expect(liquidationReporting.fraction, id).toBe(1);
      expect(liquidationReporting.fraction, id).toBeLessThanOrEqual(1);
    }
  });

  it('poll nothing without a pause and name each channel once a kind', () => {
    for (const { id, polls } of FEEDS) {
      for (const { everyMs, delayMs } of polls) {
        expect(everyMs, id).toBeGreaterThanOrEqual(10_000);
        expect(delayMs, id).toBeLessThan(everyMs);
      }
      expect(new Set(polls.map(({ channel }) => channel)).size, id).toBe(polls.length);
    }
  });

  it('ping each socket often enough to keep a service worker alive', () => {
    for (const { instrument, feed } of FIXTURES) {
      for (const { ping, silenceMs } of feed.sockets(instrument)) {
        if (ping !== null) expect(ping.everyMs, feed.id).toBeLessThanOrEqual(20_000);
        expect(silenceMs, feed.id).toBeGreaterThanOrEqual(40_000);
      }
    }
  });
});

describe('feedById', () => {
  it('finds each feed by its id and nothing by another', () => {
    for (const feed of FEEDS) expect(feedById(feed.id)).toBe(feed);
    expect(feedById('mtgox')).toBeUndefined();
  });
});

describe('coverageTable', () => {
  const lines = coverageTable(FEEDS).split('\n');

  it('has a head, a rule and one row an exchange, each with every input', () => {
    expect(lines.length).toBe(FEEDS.length + 2);
    for (const line of lines) expect(line.split('|').length).toBe(COVERAGE_INPUTS.length + 3);
  });

  it('says what each feed declares, in the order of the registry', () => {
    FEEDS.forEach((feed, index) => {
      const cells = lines[index + 2].split('|').map((cell) => cell.trim());
      expect(cells[1]).toBe(feed.name);
      expect(cells.slice(2, -1)).toEqual(COVERAGE_INPUTS.map((input) => feed.coverage[input].has));
    });
  });
});

describe('coverageNotes', () => {
  it('give one line for each input with a note', () => {
    for (const feed of FEEDS) {
      const noted = COVERAGE_INPUTS.filter((input) => feed.coverage[input].note !== '');
      expect(coverageNotes(feed).length).toBe(noted.length);
    }
  });
});

/** Every request that a feed makes for the contract of its fixture. */
function requestsOf(feed: ExchangeFeed) {
  const fixture = FIXTURES.find((entry) => entry.feed.id === feed.id);
  if (fixture === undefined) return [];
  const { instrument } = fixture;
  const nowMs = Date.UTC(2026, 9, 1, 12);
  const span = { fromMs: nowMs - 86_400_000, toMs: nowMs };
  const tiers = feed.tiers?.request(instrument) ?? null;
  return [
    ...feed.listing.requests,
    ...[feed.history.candles, ...feed.history.others].flatMap((entry) =>
      entry.requests(instrument, span, nowMs),
    ),
    ...feed.polls.map((poll) => poll.request(instrument, nowMs)),
    ...(tiers === null ? [] : [tiers]),
  ];
}
