import { SITES } from '../../../src/sites/registry';
import type { Site, SitePages } from '../../../src/sites/site';

/** A site with the pages on which it must work. */
export type TestedSite = Site & SitePages;

/** Every site of the registry with the `pages` that its file exports. */
export const TESTED_SITES: readonly TestedSite[] = await Promise.all(
  SITES.map(async (site) => {
    const { pages }: { pages: SitePages } = await import(`../../../src/sites/${site.id}.ts`);
    return { ...site, ...pages };
  }),
);
