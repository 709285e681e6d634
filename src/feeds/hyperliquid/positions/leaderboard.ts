import { finite, list, record, text } from '../../border/fields';
import { parseList } from '../../border/rows';
import type { FeedRequest, RateBudget } from '../../exchange-feed';
import type { Parsed } from '../../feed-error';

/** One account of the leaderboard. */
export interface LeaderboardAccount {
  /** Public address, lower case. */
  address: string;
  /** USD. */
  accountValue: number;
  /** Traded in the last day, USD. */
  dayVolume: number;
}

/** Undocumented; some 39 MB, so at most a few a day and with patience. */
const BUDGET: RateBudget = { id: 'hyperliquid:leaderboard', limit: 4, windowMs: 3_600_000 };
const PATIENCE_MS = 300_000;

/** The download that the user asked for; `onBytes` tells how many bytes have come. */
export function leaderboardRequest(onBytes: (received: number) => void): FeedRequest {
  return {
    url: 'https://stats-data.hyperliquid.xyz/Mainnet/leaderboard',
    method: 'GET',
    charges: [{ budget: BUDGET, weight: 1 }],
    timeoutMs: PATIENCE_MS,
    onBytes,
  };
}

/** `leaderboardRows`: accounts with money in them; a malformed row is refused alone. */
export function parseLeaderboard(payload: unknown): Parsed<LeaderboardAccount> {
  const origin = { exchange: 'hyperliquid', channel: 'leaderboard' };
  return parseList(payload, origin, readAccount, (body) =>
    list(record(body).leaderboardRows, 'leaderboardRows'),
  );
}

function readAccount(value: unknown): LeaderboardAccount | null {
  const row = record(value, 'leaderboardRows');
  const accountValue = finite(row, 'accountValue');
  if (accountValue <= 0) return null;
  const windows = list(row.windowPerformances, 'windowPerformances').map((entry) =>
    list(entry, 'windowPerformances'),
  );
  const day = windows.find(([name]) => name === 'day')?.[1];
  const dayVolume = day === undefined ? 0 : finite(record(day, 'day'), 'vlm');
  return { address: text(row, 'ethAddress').toLowerCase(), accountValue, dayVolume };
}
