import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { clusterDistance } from '../../core/context/cluster-distance';
import { topClusters } from '../../core/context/top-clusters';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { parsePrice } from '../../core/plan/parse-price';
import { formatPercent } from '../format/percent';
import { formatPriceBand } from '../format/price';
import { text } from '../strings/text';
import { sideText } from './cluster-words';

/** A field for a level that another tool shows, and whether a cluster of ours is there. */
export function OtherLevel({ frame }: { frame: HeatmapFrame }): JSX.Element {
  const [typed, setTyped] = useState('');
  return (
    <>
      <label class="field">
        <span>{text('otherLevel')}</span>
        <input
          type="text"
          inputMode="decimal"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <p role="status">{agreementText(frame, parsePrice(typed.trim(), frame.markPrice) ?? Number.NaN)}</p>
    </>
  );
}

/** Empty without a price. */
function agreementText({ clusters, instrument }: HeatmapFrame, price: number): string {
  if (!(price > 0)) return '';
  const { above, below } = topClusters(clusters, clusters.length);
  const [nearest] = [...above, ...below]
    .map((cluster) => ({ cluster, away: Math.abs(clusterDistance(cluster, price, Number.NaN).percent) }))
    .sort((one, other) => one.away - other.away);
  if (!nearest) return text('clustersNone');
  const { side, lowPrice, highPrice } = nearest.cluster;
  const name = `${sideText(side)} ${formatPriceBand(lowPrice, highPrice, instrument.tickSize)}`;
  return nearest.away === 0
    ? text('otherLevelAgrees', name)
    : text('otherLevelApart', name, formatPercent(nearest.away));
}
