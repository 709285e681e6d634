import type { JSX } from 'preact';
import type { Cluster } from '../../core/clusters/cluster';
import { clusterDistance } from '../../core/context/cluster-distance';
import { confluence } from '../../core/context/confluence';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatAge } from '../format/age';
import { formatNumber, formatShare, formatSignedPercent } from '../format/percent';
import { formatPrice, formatPriceBand } from '../format/price';
import { formatEstimatedUsd, formatUsdBand } from '../format/usd';
import type { PanelModel } from '../panel-model';
import { levelText } from '../plan/plan-words';
import { text } from '../strings/text';
import { Chip } from './chip';
import { classText, classTitle, lifeText, reachText, reachTitle, sideText } from './cluster-words';
import { ShareBar } from './share-bar';

interface ClusterCardProps {
  cluster: Cluster;
  frame: HeatmapFrame;
  model: PanelModel;
}

/** One cluster: side and band, estimated USD with its band, distance, age, leverage mix, states. */
export function ClusterCard({ cluster, frame, model }: ClusterCardProps): JSX.Element {
  return (
    <li class={`card card-${cluster.side}`}>
      <div class="spread">
        <span class="card-band">
          <span class="card-side">{sideText(cluster.side)}</span>{' '}
          <strong>{formatPriceBand(cluster.lowPrice, cluster.highPrice, frame.instrument.tickSize)}</strong>
        </span>
        <DistancePercent cluster={cluster} frame={frame} model={model} />
      </div>
      <div class="spread">
        <span title={text('estimateTitle')}>
          <span class="card-usd">{formatEstimatedUsd(cluster.notionalUsd)}</span>{' '}
          <span class="quiet">
            {text('estimateBand', formatUsdBand(cluster.notionalLowUsd, cluster.notionalHighUsd))}
          </span>
        </span>
        <DistanceAtr cluster={cluster} frame={frame} model={model} />
      </div>
      <GroupBar cluster={cluster} />
      <CardChips cluster={cluster} frame={frame} />
    </li>
  );
}

function distance({ cluster, frame, model }: ClusterCardProps) {
  return clusterDistance(cluster, model.price.value?.price ?? frame.markPrice, frame.atr1h);
}

function DistancePercent(props: ClusterCardProps): JSX.Element {
  const { percent, isInside } = distance(props);
  return (
    <span class="card-distance">{isInside ? text('distanceInside') : formatSignedPercent(percent)}</span>
  );
}

function DistanceAtr(props: ClusterCardProps): JSX.Element {
  const { atr } = distance(props);
  return (
    <span class="quiet" title={text('atrTitle')}>
      {Number.isFinite(atr) ? text('atrDistance', formatNumber(atr, 1)) : text('atrUnknown')}
    </span>
  );
}

function GroupBar({ cluster }: { cluster: Cluster }): JSX.Element {
  const { low, medium, high } = cluster.groupShare;
  return (
    <ShareBar
      label={text('groupMix', formatShare(low), formatShare(medium), formatShare(high))}
      parts={[
        { share: low, className: 'part-low' },
        { share: medium, className: 'part-medium' },
        { share: high, className: 'part-high' },
      ]}
    />
  );
}

function ConfluenceChips({
  cluster,
  frame,
}: Pick<ClusterCardProps, 'cluster' | 'frame'>): JSX.Element | null {
  if (!frame.context) return null;
  const found = confluence(cluster, frame.context, frame.atr1h);
  const reasons = [
    ...found.levels.map(
      (level) => `${levelText(level.kind)} ${formatPrice(level.price, frame.instrument.tickSize)}`,
    ),
    ...(found.hasVolume ? [text('reasonVolume')] : []),
    ...(found.hasRsi ? [text('reasonRsi')] : []),
  ];
  return (
    <>
      {found.levels.slice(0, 2).map((level) => (
        <Chip key={level.kind} title={formatPrice(level.price, frame.instrument.tickSize)}>
          {levelText(level.kind)}
        </Chip>
      ))}
      {found.isFloating && <Chip title={text('floatingHelp')}>{text('floating')}</Chip>}
      <span
        class="score"
        role="img"
        aria-label={text('confluenceScore', found.score, reasons.join(', ') || '0')}
      >
        <span title={text('confluenceScore', found.score, reasons.join(', ') || '0')}>
          {'●'.repeat(found.score)}
          {'○'.repeat(3 - found.score)}
        </span>
      </span>
    </>
  );
}

function CardChips({ cluster, frame }: Pick<ClusterCardProps, 'cluster' | 'frame'>): JSX.Element {
  const included = frame.provenance.shares.filter((share) => share.isIncluded).length;
  return (
    <p class="chips">
      <Chip tone={cluster.reach === 'far' ? 'plain' : 'strong'} title={reachTitle(cluster)}>
        {reachText(cluster.reach)}
      </Chip>
      {cluster.life !== 'building' && cluster.life !== 'near' && (
        <Chip tone="caution">{lifeText(cluster.life)}</Chip>
      )}
      {cluster.class !== 'single' && (
        <Chip title={classTitle(cluster.class)}>{classText(cluster.class)}</Chip>
      )}
      <ConfluenceChips cluster={cluster} frame={frame} />
      {included > 1 && (
        <Chip title={text('exchangesTitle')}>{text('exchangesAgree', cluster.exchanges, included)}</Chip>
      )}
      <span class="quiet chips-end" title={text('ageTitle')}>
        {text('clusterAge', formatAge(cluster.ageMs))}
      </span>
    </p>
  );
}
