import type { Cluster } from '../clusters/cluster';
import type { HeatmapFrame } from './heatmap-frame';

/** Stands in every file, so that the numbers are never passed on as facts. */
export const ESTIMATE_SENTENCE =
  'Every amount is an estimate from public data, not an observation, and not financial advice.';

const CLUSTER_COLUMNS = [
  'side',
  'lowPrice',
  'highPrice',
  'centrePrice',
  'estimatedUsd',
  'estimatedLowUsd',
  'estimatedHighUsd',
  'share',
  'distancePct',
  'distanceAtr',
  'class',
  'life',
  'reachProbability24h',
  'firstSeen',
  'exchanges',
] as const;

type ClusterRow = Record<(typeof CLUSTER_COLUMNS)[number], string | number | null>;

interface ProfileRow {
  lowPrice: number;
  highPrice: number;
  estimatedLongUsd: number;
  estimatedShortUsd: number;
}

/** The newest profile as CSV: one line per price level that holds anything, lowest price first. */
export function profileCsv(frame: HeatmapFrame): string {
  const lines = profileRows(frame).map((row) =>
    csvLine([row.lowPrice, row.highPrice, row.estimatedLongUsd, row.estimatedShortUsd]),
  );
  return [...head(frame), 'lowPrice,highPrice,estimatedLongUsd,estimatedShortUsd', ...lines, ''].join('\n');
}

/** The clusters as CSV, one line each, in the frame's order. */
export function clustersCsv(frame: HeatmapFrame): string {
  const lines = frame.clusters.map((cluster) => {
    const row = clusterRow(cluster);
    return csvLine(CLUSTER_COLUMNS.map((column) => row[column]));
  });
  return [...head(frame), CLUSTER_COLUMNS.join(','), ...lines, ''].join('\n');
}

/** Profile, clusters and where they come from as JSON; numbers that are not finite become null. */
export function frameJson(frame: HeatmapFrame): string {
  const { instrument, query, asOfMs, markPrice, badge, provenance } = frame;
  return JSON.stringify(
    {
      note: ESTIMATE_SENTENCE,
      instrument: `${instrument.exchange}:${instrument.symbol}`,
      asOf: isoTime(asOfMs),
      markPrice,
      badge,
      model: query.model,
      groups: query.groups,
      exchanges: query.exchanges,
      calibration: provenance.calibration,
      inputs: provenance.inputs.map(({ exchange, name, newestMs }) => ({
        exchange,
        name,
        newest: isoTime(newestMs),
      })),
      clusters: frame.clusters.map(clusterRow),
      profile: profileRows(frame),
    },
    null,
    1,
  );
}

/** Name for a file of this frame: `liqlens-BTCUSDT-20260622-1145.csv`. */
export function exportName(frame: HeatmapFrame, extension: string): string {
  const symbol = frame.instrument.symbol.replace(/[^A-Za-z0-9]+/g, '_');
  const time = (isoTime(frame.asOfMs) ?? 'unknown').replace(/[-:]/g, '').replace('T', '-').slice(0, 13);
  return `liqlens-${symbol}-${time}.${extension}`;
}

function head({ instrument, asOfMs, query, badge }: HeatmapFrame): string[] {
  return [
    `# ${ESTIMATE_SENTENCE}`,
    `# ${instrument.exchange}:${instrument.symbol} as of ${isoTime(asOfMs)}, model ${query.model}, ${badge}`,
  ];
}

function profileRows({ profile }: HeatmapFrame): ProfileRow[] {
  const price = (bin: number) => roundTo(Math.exp(profile.logPriceMin + bin * profile.logBin), 8);
  const rows: ProfileRow[] = [];
  for (let bin = 0; bin < profile.bins; bin += 1) {
    const [long, short] = [profile.long[bin], profile.short[bin]];
    if (!(long > 0) && !(short > 0)) continue;
    rows.push({
      lowPrice: price(bin),
      highPrice: price(bin + 1),
      estimatedLongUsd: roundTo(long, 2),
      estimatedShortUsd: roundTo(short, 2),
    });
  }
  return rows;
}

function clusterRow(cluster: Cluster): ClusterRow {
  return {
    side: cluster.side,
    lowPrice: roundTo(cluster.lowPrice, 8),
    highPrice: roundTo(cluster.highPrice, 8),
    centrePrice: roundTo(cluster.centrePrice, 8),
    estimatedUsd: roundTo(cluster.notionalUsd, 2),
    estimatedLowUsd: roundTo(cluster.notionalLowUsd, 2),
    estimatedHighUsd: roundTo(cluster.notionalHighUsd, 2),
    share: roundTo(cluster.share, 3),
    distancePct: roundTo(cluster.distancePct, 4),
    distanceAtr: roundTo(cluster.distanceAtr, 3),
    class: cluster.class,
    life: cluster.life,
    reachProbability24h: roundTo(cluster.reachProbability24h, 2),
    firstSeen: isoTime(cluster.firstSeenMs),
    exchanges: cluster.exchanges,
  };
}

/** Significant digits: an estimate is not known to the cent. NaN stays NaN. */
function roundTo(value: number, digits: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
}

function isoTime(timeMs: number): string | null {
  return Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : null;
}

/** Cells are numbers and words of our own; a missing number is an empty cell. */
function csvLine(cells: readonly (string | number | null)[]): string {
  return cells
    .map((cell) => (cell === null || (typeof cell === 'number' && !Number.isFinite(cell)) ? '' : cell))
    .join(',');
}
