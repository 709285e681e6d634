import { siteUrl } from '../sites/site-pages';
import { TESTED_SITES } from '../sites/tested-sites';

/** Address of a site's page; `variant`: top | iframe | blob | written | api | svg | pair | layout2 | layout4 | none, by default where the site keeps its chart. */
export function futuresUrl(
  name: string,
  options: { coin?: string; variant?: string; theme?: string; interval?: string; lang?: string } = {},
): string {
  const site = TESTED_SITES.find(({ id }) => id === name);
  if (site === undefined) {
    throw new Error(`unknown site: ${name}; known: ${TESTED_SITES.map(({ id }) => id).join(', ')}`);
  }
  const { coin = 'BTC', ...switches } = options;
  return siteUrl(site, coin, switches);
}
