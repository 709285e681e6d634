interface ClusterRow {
  side: string;
  lowPrice: number;
  highPrice: number;
  notionalUsd: number;
  distancePct: number;
}

/** The clusters as a table for the terminal, highest price first; USD with two significant digits. */
export function clusterTable(clusters: readonly ClusterRow[]): string {
  if (clusters.length === 0) return 'no clusters';
  const rows = [...clusters]
    .sort((one, other) => other.lowPrice - one.lowPrice)
    .map(({ side, lowPrice, highPrice, notionalUsd, distancePct }) => [
      side,
      `${priceText(lowPrice)} - ${priceText(highPrice)}`,
      `est. ${usdText(notionalUsd)}`,
      `${distancePct > 0 ? '+' : ''}${distancePct.toFixed(2)} %`,
    ]);
  const head = ['side', 'price band', 'liquidations', 'distance'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  return [head, ...rows].map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ')).join('\n');
}

/** One line per source. */
export function sourceLines(sources: readonly { exchange: string; state: string; reason: string }[]): string {
  if (sources.length === 0) return 'no sources';
  return sources
    .map(({ exchange, state, reason }) => `${exchange}: ${state}${reason ? ` (${reason})` : ''}`)
    .join('\n');
}

function priceText(price: number): string {
  return price >= 1000 ? price.toFixed(0) : price.toPrecision(5);
}

/** 12,345,678 -> 12M. */
export function usdText(usd: number): string {
  const rounded = Number(usd.toPrecision(2));
  if (rounded >= 1e9) return `$${rounded / 1e9}B`;
  if (rounded >= 1e6) return `$${rounded / 1e6}M`;
  if (rounded >= 1e3) return `$${rounded / 1e3}k`;
  return `$${rounded}`;
}
