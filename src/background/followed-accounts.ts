import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { leaderboardRequest, parseLeaderboard } from '../feeds/hyperliquid/positions/leaderboard';
import { stratifiedSample } from '../feeds/hyperliquid/positions/stratified-sample';
import type { Transport } from '../feeds/transport/transport';

const KEY = 'followedAccounts';
/** Read once in four minutes at 100 addresses a minute. */
const SAMPLE_SIZE = 400;

const STORED = v.object({ atMs: v.number(), addresses: v.array(v.string()) });

/** Where the download of the leaderboard stands; shown in the options. */
export type FollowState =
  | { state: 'off' }
  | { state: 'downloading'; receivedBytes: number }
  | { state: 'failed'; reason: string }
  | { state: 'following'; addresses: number; read: number; atMs: number };

/** The stored sample; null before the first download. */
export async function storedAccounts(): Promise<{ atMs: number; addresses: string[] } | null> {
  const parsed = v.safeParse(STORED, (await browser.storage.local.get(KEY))[KEY]);
  return parsed.success ? parsed.output : null;
}

/** Downloads the leaderboard (some 39 MB), draws a sample over all sizes of account and stores it. */
export async function downloadAccounts(
  transport: Transport,
  onState: (state: FollowState) => void,
  signal: AbortSignal,
): Promise<string[] | null> {
  onState({ state: 'downloading', receivedBytes: 0 });
  const request = leaderboardRequest((receivedBytes) => onState({ state: 'downloading', receivedBytes }));
  const answer = await transport.request(request, 'idle', signal);
  if (!answer.ok) {
    onState({ state: 'failed', reason: answer.trouble.reason });
    return null;
  }
  const { events } = parseLeaderboard(answer.payload);
  const addresses = stratifiedSample(events, SAMPLE_SIZE, transport.random).map(({ address }) => address);
  if (addresses.length === 0) {
    onState({ state: 'failed', reason: 'the leaderboard was empty' });
    return null;
  }
  await browser.storage.local.set({ [KEY]: { atMs: Date.now(), addresses } });
  return addresses;
}
