import type { JSX } from 'preact';
import type { Cluster } from '../../core/clusters/cluster';
import { clusterDistance } from '../../core/context/cluster-distance';
import { type Confluence, confluence } from '../../core/context/confluence';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatAge } from '../format/age';
import { formatNumber, formatShare, formatSignedPercent } from '../format/percent';
import { formatPrice, formatPriceBand } from '../format/price';
import { formatEstimatedUsd, formatUsdBand } from '../format/usd';
import type { PanelModel } from '../panel-model';
import { levelText } from '../plan/plan-words';
import { shownPrice } from '../status/shown-price';
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
      {!model.settings.value.isBeginner && <GroupBar cluster={cluster} />}
      {!model.settings.value.isBeginner && <CardChips cluster={cluster} frame={frame} />}
    </li>
  );
}

function distance({ cluster, frame, model }: ClusterCardProps) {
  return clusterDistance(cluster, shownPrice(model, frame), frame.atr1h);
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

interface CardChip {
  word: string;
  title?: string;
  tone?: 'strong' | 'caution';
}

const MAX_CHIPS = 3;

function CardChips({ cluster, frame }: Pick<ClusterCardProps, 'cluster' | 'frame'>): JSX.Element {
  const included = frame.provenance.shares.filter((share) => share.isIncluded).length;
  const found = frame.context ? confluence(cluster, frame.context, frame.atr1h) : null;
  return (
    <p class="chips">
      {cardChips(cluster, found, frame.instrument.tickSize)
        .slice(0, MAX_CHIPS)
        .map(({ word, title, tone }) => (
          <Chip key={word} title={title} tone={tone}>
            {word}
          </Chip>
        ))}
      {found && <ConfluenceScore found={found} tickSize={frame.instrument.tickSize} />}
      <span class="quiet chips-end" title={text('cardEndTitle')}>
        {included > 1 && <span>{text('exchangesAgree', cluster.exchanges, included)} · </span>}
        {text('clusterAge', formatAge(cluster.ageMs))}
      </span>
    </p>
  );
}

/** What is worth a chip, the most telling first. */
function cardChips(cluster: Cluster, found: Confluence | null, tickSize: number): CardChip[] {
  const chips: CardChip[] = [
    {
      word: reachText(cluster.reach),
      title: reachTitle(cluster),
      tone: cluster.reach === 'far' ? undefined : 'strong',
    },
  ];
  const hasNews = cluster.life !== 'building' && cluster.life !== 'near';
  if (hasNews) chips.push({ word: lifeText(cluster.life), tone: 'caution' });
  for (const level of found?.levels ?? []) {
    chips.push({ word: levelText(level.kind), title: formatPrice(level.price, tickSize) });
  }
  if (found?.isFloating) chips.push({ word: text('floating'), title: text('floatingHelp') });
  if (cluster.class !== 'single')
    chips.push({ word: classText(cluster.class), title: classTitle(cluster.class) });
  return chips;
}

function ConfluenceScore({ found, tickSize }: { found: Confluence; tickSize: number }): JSX.Element {
  const reasons = [
    ...found.levels.map((level) => `${levelText(level.kind)} ${formatPrice(level.price, tickSize)}`),
    ...(found.hasVolume ? [text('reasonVolume')] : []),
    ...(found.hasRsi ? [text('reasonRsi')] : []),
  ];
  const words = text('confluenceScore', found.score, reasons.join(', ') || '–');
  return (
    <span class="score" role="img" aria-label={words} title={words}>
      {'●'.repeat(found.score)}
      {'○'.repeat(3 - found.score)}
    </span>
  );
}
