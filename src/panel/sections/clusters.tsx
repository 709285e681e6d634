import type { JSX } from 'preact';
import type { Cluster } from '../../core/clusters/cluster';
import { topClusters } from '../../core/context/top-clusters';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatPrice } from '../format/price';
import { ClusterCard } from '../parts/cluster-card';
import { shownPrice } from '../status/shown-price';
import { type StringKey, text } from '../strings/text';
import type { SectionProps } from './section';

const CARDS_PER_SIDE = 2;

/** The price ladder: short clusters above, the price, long clusters below. The canvas's text alternative. */
export function ClustersSection({ model }: SectionProps): JSX.Element | null {
  const frame = model.frame.value;
  if (!frame) return null;
  const { above, below } = topClusters(frame.clusters, CARDS_PER_SIDE);
  return (
    <section class="ladder" aria-label={text('clustersLabel')}>
      {model.settings.value.isBeginner && <p class="quiet">{text('welcomeRead1')}</p>}
      <CardList label="clustersAbove" clusters={above} frame={frame} model={model} />
      <PriceRow frame={frame} model={model} />
      <CardList label="clustersBelow" clusters={below} frame={frame} model={model} />
    </section>
  );
}

interface CardListProps extends Pick<SectionProps, 'model'> {
  label: StringKey;
  clusters: Cluster[];
  frame: HeatmapFrame;
}

function CardList({ label, clusters, frame, model }: CardListProps): JSX.Element {
  if (clusters.length === 0) return <p class="quiet">{text(`${label}None` as StringKey)}</p>;
  return (
    <ol class="cards" aria-label={text(label)}>
      {clusters.map((cluster) => (
        <ClusterCard key={cluster.id} cluster={cluster} frame={frame} model={model} />
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
