/** A site whose futures page is imitated. */
export interface FuturesSite {
  name: string;
  host: string;
  /** Venue whose candles the page shows. */
  venue: string;
  /** First group: the coin. */
  path: RegExp;
  /** `{coin}` and `{lower}` stand for the coin in capitals and small letters. */
  pathTemplate: string;
}

export const FUTURES_SITES: readonly FuturesSite[] = [
  {
    name: 'binance',
    host: 'www.binance.com',
    venue: 'binance',
    path: /^\/(?:[a-z]{2}(?:-[A-Za-z]{2,4})?\/)?futures\/([A-Z0-9]+?)USDT$/,
    pathTemplate: '/en/futures/{coin}USDT',
  },
];

/** Address of a site's page; `variant`: top | iframe | blob | none. */
export function futuresUrl(
  name: string,
  options: { coin?: string; variant?: string; theme?: string; interval?: string } = {},
): string {
  const site = FUTURES_SITES.find((candidate) => candidate.name === name);
  if (site === undefined) throw new Error(`unknown site: ${name}`);
  const { coin = 'BTC', ...rest } = options;
  const path = site.pathTemplate.replaceAll('{coin}', coin).replaceAll('{lower}', coin.toLowerCase());
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== undefined));
  return `https://${site.host}${path}${query.size > 0 ? `?${query}` : ''}`;
}
