import type { WildMarket } from '../wild-market';

/** How a chart that somebody painted by hand looks; drawn by chance. */
export interface Look {
  /** One canvas; three on top of one another; plot and each axis their own; axes on top of a wide plot. */
  layout: 'single' | 'layers' | 'apart' | 'over';
  side: 'right' | 'left' | 'both' | 'inside';
  baseline: CanvasTextBaseline;
  align: 'left' | 'right' | 'center';
  font: string;
  letterSpacing: string;
  /** Narrows labels to their axis. */
  hasMaxWidth: boolean;
  /** Where labels are put: as ticks stand, on whole or half CSS px, on whole device px. */
  snap: 'none' | 'whole' | 'half' | 'device';
  /** How bitmaps get their size from CSS px. */
  bitmap: 'round' | 'floor' | 'ceil';
  /** Labels kept as small bitmaps, or everything painted out of sight first. */
  cache: 'none' | 'labels' | 'offscreen' | 'whole';
  scale: 'linear' | 'log';
  isInverted: boolean;
  /** Round prices; even shares of the pane with rounded labels, on their heights or where the rounded prices stand. */
  ticks: 'round' | 'even' | 'even-heights';
  times: 'clock' | 'date' | 'stamp' | 'top' | 'month-day';
  /** What stands below the prices, on an axis that goes on from theirs. */
  lower: 'none' | 'volume' | 'rsi' | 'macd';
  lastPrice: 'none' | 'tag' | 'countdown';
  bars: 'candles' | 'strokes' | 'line';
  hasTitle: boolean;
  /** Paints with every frame, whatever happens. */
  isLooping: boolean;
}

const FONTS = '12px sans-serif|11px Arial|10px monospace|13px "DejaVu Sans"|bold 12px serif|9pt sans-serif';

/** Draws a look; what many charts have comes up more often. */
export function drawLook({ pick, random }: WildMarket): Look {
  return {
    layout: pick(['single', 'single', 'layers', 'apart', 'apart', 'over']),
    side: pick(['right', 'right', 'right', 'left', 'both', 'inside']),
    baseline: pick(['middle', 'middle', 'top', 'bottom', 'alphabetic', 'hanging', 'ideographic']),
    align: pick(['left', 'left', 'right', 'center']),
    font: pick(FONTS.split('|')),
    letterSpacing: pick(['0px', '0px', '0.5px', '1px']),
    hasMaxWidth: random() < 0.3,
    snap: pick(['none', 'whole', 'half', 'device']),
    bitmap: pick(['round', 'floor', 'ceil']),
    cache: pick(['none', 'none', 'none', 'labels', 'offscreen', 'whole']),
    scale: pick(['linear', 'linear', 'linear', 'log']),
    isInverted: random() < 0.1,
    ticks: pick(['round', 'round', 'even', 'even-heights']),
    times: pick(['clock', 'date', 'stamp', 'top', 'month-day']),
    lower: pick(['none', 'none', 'volume', 'rsi', 'macd']),
    lastPrice: pick(['none', 'tag', 'countdown']),
    bars: pick(['candles', 'candles', 'strokes', 'line']),
    hasTitle: random() < 0.4,
    isLooping: random() < 0.3,
  };
}

/** Texts of the lower pane by their height, as a share of it. */
export const LOWER_TEXTS: Record<Look['lower'], readonly [text: string, share: number][]> = {
  none: [],
  volume: [
    ['1.2K', 0.25],
    ['800', 0.5],
    ['400', 0.75],
  ],
  rsi: [
    ['70.00', 0.25],
    ['50.00', 0.5],
    ['30.00', 0.75],
  ],
  macd: [
    ['2.5', 0.2],
    ['0.0', 0.5],
    ['-2.5', 0.8],
  ],
};

/** Labels of prices: grouped in the ways of the world, with a currency, cut to thousands, with zeros counted below. */
export function drawFormat({ pick, decimals, candles }: WildMarket): (price: number) => string {
  const last = candles[candles.length - 1].close;
  const fixed = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const inTongue = (tongue: string) => (price: number) => price.toLocaleString(tongue, fixed);
  const plain = (price: number) => price.toFixed(decimals);
  const thousands = (price: number) =>
    last > 5000 ? `${(price / 1000).toFixed(Math.min(decimals + 3, 5))}K` : plain(price);
  const counted = (price: number) => {
    const [, zeros = '', digits] = /^0\.(0*)(\d+)$/.exec(plain(price)) ?? [];
    return zeros.length > 2 ? `0.0${'₀₁₂₃₄₅₆₇₈₉'[zeros.length]}${digits}` : plain(price);
  };
  return pick([
    plain,
    plain,
    inTongue('en-US'),
    inTongue('de-DE'),
    inTongue('fr-FR'),
    (price: number) => inTongue('en-US')(price).replace(/,/g, '\u2009'),
    (price: number) => inTongue('en-US')(price).replace(/,/g, '’'),
    (price: number) => `$${inTongue('en-US')(price)}`,
    thousands,
    counted,
  ]);
}

/** Label of a moment, UTC. */
export function timeText(timeSec: number, times: Look['times']): string {
  const iso = new Date(timeSec * 1000).toISOString();
  if (times === 'date') return iso.slice(0, 10);
  if (times === 'stamp') return iso.slice(5, 16).replace('T', ' ');
  if (times === 'month-day') return iso.slice(5, 10).replace('-', '/');
  const clock = iso.slice(11, 16);
  return clock === '00:00' ? iso.slice(5, 10) : clock;
}
