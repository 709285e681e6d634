import type { JSX } from 'preact';
import type { Cluster } from '../../core/clusters/cluster';
import { shownClusters } from '../../core/context/shown-clusters';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { siteSettings } from '../../core/settings/settings';
import { formatPrice } from '../format/price';
import { CascadeChip } from '../parts/cascade-chip';
import { ClearedWithLevel } from '../parts/cleared-with-level';
import { ClusterCard } from '../parts/cluster-card';
import { shownPrice } from '../status/shown-price';
import { type StringKey, text } from '../strings/text';
import type { SectionProps } from './section';

/** The price ladder: short clusters above, the price, long clusters below. The canvas's text alternative. */
export function ClustersSection({ model, actions }: SectionProps): JSX.Element | null {
  const frame = model.frame.value;
  if (!frame) return null;
  const { isBeginner } = model.settings.value;
  const { look } = siteSettings(model.settings.value, model.siteId.value);
  const { above, below } = shownClusters(frame.clusters, look);
  const props = { frame, model, actions };
  return (
    <section class="ladder" aria-label={text('clustersLabel')}>
      {isBeginner && <p class="quiet">{text('welcomeRead1')}</p>}
      <CardList label="clustersAbove" clusters={above} {...props} />
      <PriceRow frame={frame} model={model} />
      <CascadeChip frame={frame} model={model} />
      {!isBeginner && <ClearedWithLevel frame={frame} />}
      <CardList label="clustersBelow" clusters={below} {...props} />
    </section>
  );
}

interface CardListProps extends SectionProps {
  label: StringKey;
  clusters: Cluster[];
  frame: HeatmapFrame;
}

function CardList({ label, clusters, ...props }: CardListProps): JSX.Element {
  if (clusters.length === 0) return <p class="quiet">{text(`${label}None` as StringKey)}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the list is where a keyboard user makes its bells appear
    <ol class="cards" aria-label={text(label)} tabIndex={0}>
      {clusters.map((cluster) => (
        <ClusterCard key={cluster.id} cluster={cluster} {...props} />
      ))}
    </ol>
  );
}

function PriceRow({ frame, model }: Pick<SectionProps, 'model'> & { frame: HeatmapFrame }): JSX.Element {
  const price = shownPrice(model, frame);
  return (
    <p class="price-row">
      <span class="quiet">{text('markPrice')}</span>
      <strong>{formatPrice(price, frame.instrument.tickSize)}</strong>
    </p>
  );
}
