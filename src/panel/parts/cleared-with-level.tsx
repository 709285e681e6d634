import type { JSX } from 'preact';
import { levelBrokenWith } from '../../core/context/broken-levels';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatPriceBand } from '../format/price';
import { levelText } from '../plan/plan-words';
import { text } from '../strings/text';
import { Chip } from './chip';
import { lifeText, sideText } from './cluster-words';

/** Clusters cleared of late that took a price level with them; cleared ones have no card any more. */
export function ClearedWithLevel({ frame }: { frame: HeatmapFrame }): JSX.Element | null {
  const { context, clusters, atr1h, instrument } = frame;
  const found = clusters.flatMap((cluster) => {
    const level = cluster.life === 'cleared' && levelBrokenWith(cluster, context?.broken ?? [], atr1h);
    return level ? [{ cluster, level }] : [];
  });
  if (found.length === 0) return null;
  return (
    <ul class="plain-list quiet">
      {found.map(({ cluster, level }) => (
        <li key={cluster.id} class="chips">
          <span>
            {sideText(cluster.side)}{' '}
            {formatPriceBand(cluster.lowPrice, cluster.highPrice, instrument.tickSize)} ·{' '}
            {lifeText(cluster.life)}
          </span>
          <Chip title={text('levelBrokeHelp')}>{text('levelBroke', levelText(level.kind))}</Chip>
        </li>
      ))}
    </ul>
  );
}
