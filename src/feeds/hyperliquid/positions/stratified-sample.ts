import type { LeaderboardAccount } from './leaderboard';

/** Lower bounds of the strata by account value, USD, largest first. Below the last nobody is followed. */
const STRATA_USD = [10_000_000, 1_000_000, 100_000, 10_000, 1000];
/** Each stratum gets at least this share of the sample, so that small accounts are seen at all. */
const LEAST_SHARE = 0.08;

/**
 * Picks `count` accounts that traded within a day, by strata of account value. Places go to strata by their share of
 * the money, at least 8 % each; inside a stratum the draw is random. Leaders alone would be winners and whales only.
 * `random` is 0..1; equal random numbers pick equal accounts.
 */
export function stratifiedSample(
  accounts: readonly LeaderboardAccount[],
  count: number,
  random: () => number,
): LeaderboardAccount[] {
  const strata = stratify(accounts.filter(({ dayVolume }) => dayVolume > 0));
  const total = strata.reduce((sum, stratum) => sum + worth(stratum), 0);
  if (total === 0) return [];
  const places = strata.map((stratum) =>
    stratum.length === 0
      ? 0
      : Math.min(stratum.length, Math.ceil(count * Math.max(LEAST_SHARE, worth(stratum) / total))),
  );
  return fitted(strata, places, count).flatMap((place, index) => draw(strata[index], place, random));
}

function stratify(accounts: readonly LeaderboardAccount[]): LeaderboardAccount[][] {
  const strata: LeaderboardAccount[][] = STRATA_USD.map(() => []);
  for (const account of accounts) {
    const index = STRATA_USD.findIndex((least) => account.accountValue >= least);
    if (index >= 0) strata[index].push(account);
  }
  return strata;
}

function worth(stratum: readonly LeaderboardAccount[]): number {
  return stratum.reduce((sum, { accountValue }) => sum + accountValue, 0);
}

/** Takes surplus places from the largest shares and gives free ones to whoever has accounts left. */
function fitted(strata: readonly LeaderboardAccount[][], places: number[], count: number): number[] {
  const result = [...places];
  const sum = () => result.reduce((a, b) => a + b, 0);
  while (sum() > count) result[result.indexOf(Math.max(...result))] -= 1;
  for (let index = 0; index < result.length && sum() < count; index += 1) {
    result[index] += Math.min(strata[index].length - result[index], count - sum());
  }
  return result;
}

function draw(
  stratum: readonly LeaderboardAccount[],
  count: number,
  random: () => number,
): LeaderboardAccount[] {
  const pool = [...stratum];
  for (let index = 0; index < count; index += 1) {
    const other = index + Math.floor(random() * (pool.length - index));
    [pool[index], pool[other]] = [pool[other], pool[index]];
  }
  return pool.slice(0, count);
}
