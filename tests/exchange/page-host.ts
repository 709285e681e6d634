import type { Market } from './market/market';
import type { VenueReply, VenueRequest } from './venue';

/** Something that serves pages under the real host names of sites. */
export interface PageHost {
  hosts: readonly string[];
  answer(request: VenueRequest, market: Market): Promise<VenueReply | null>;
}
