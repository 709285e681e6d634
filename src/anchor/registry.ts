import { axisTap } from './axis-tap/axis-tap';
import { hostApi } from './host-api';
import { htmlText } from './html-text';
import type { AnchorStrategy } from './strategy';
import { svgText } from './svg-text';
import { unreachable } from './unreachable';

/** Strategies that must see what the page's own scripts do, in the order in which they are believed. */
export const PROBE_STRATEGIES: readonly AnchorStrategy[] = [hostApi, axisTap, unreachable];

/** Strategies that only read the document, run by the isolated script after those of the probe. */
export const PAGE_STRATEGIES: readonly AnchorStrategy[] = [svgText, htmlText];
