import type { JSX } from 'preact';
import type { Cluster } from '../../core/clusters/cluster';
import { chosenAtr, DEFAULT_ATR } from '../../core/context/atr-choice';
import { levelBrokenWith } from '../../core/context/broken-levels';
import { clusterConfidence } from '../../core/context/cluster-confidence';
import { type ClusterDistance, clusterDistance } from '../../core/context/cluster-distance';
import { clusterScenario } from '../../core/context/cluster-scenario';
import { type Confluence, confluence } from '../../core/context/confluence';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { siteSettings } from '../../core/settings/settings';
import { formatAge } from '../format/age';
import { formatNumber, formatShare, formatSignedPercent } from '../format/percent';
import { formatPrice, formatPriceBand } from '../format/price';
import { formatEstimatedUsd, formatUsdBand } from '../format/usd';
import { levelText } from '../plan/plan-words';
import type { SectionProps } from '../sections/section';
import { isRung } from '../status/rung-cluster';
import { shownPrice } from '../status/shown-price';
import { text } from '../strings/text';
import { atrText } from './atr-words';
import { BellButton } from './bell-button';
import { Chip } from './chip';
import { classText, classTitle, lifeText, reachText, reachTitle, sideText } from './cluster-words';
import { confidenceText } from './confidence-words';
import { reachOf } from './reach-of';
import { scenarioText } from './scenario-words';
import { ShareBar } from './share-bar';

interface ClusterCardProps extends Pick<SectionProps, 'model'> {
  cluster: Cluster;
  frame: HeatmapFrame;
}

/** One cluster: side and band, bell, estimated USD with its band, distance, confidence, leverage mix, states. */
export function ClusterCard(props: ClusterCardProps & SectionProps): JSX.Element {
  const { cluster, frame, model, actions } = props;
  const { isBeginner } = model.settings.value;
  return (
    <li class={`card card-${cluster.side}${rings(props) ? ' card-rung' : ''}`}>
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
      <div class="spread bell-row">
        {isBeginner ? <Reach {...props} /> : <Backing cluster={cluster} frame={frame} />}
        <BellButton kind="approach" cluster={cluster} frame={frame} model={model} actions={actions} />
      </div>
      {!isBeginner && <GroupBar cluster={cluster} />}
      {!isBeginner && <CardChips cluster={cluster} frame={frame} model={model} />}
    </li>
  );
}

/** The clock is read only while an alert is there: a card is not drawn again each second for nothing. */
function rings({ model, cluster, frame }: ClusterCardProps): boolean {
  const rung = model.rung.value;
  return rung !== null && isRung(rung, cluster, frame.markPrice, model.now.value);
}

const unitOf = ({ model }: Pick<SectionProps, 'model'>) =>
  siteSettings(model.settings.value, model.siteId.value).look.atr ?? DEFAULT_ATR;

/** From the newest price, in the user's unit. */
function distance(props: ClusterCardProps): ClusterDistance {
  const { cluster, frame, model } = props;
  return clusterDistance(cluster, shownPrice(model, frame), chosenAtr(frame, unitOf(props)));
}

function DistancePercent(props: ClusterCardProps): JSX.Element {
  const { percent, isInside } = distance(props);
  return (
    <span class="card-distance">{isInside ? text('distanceInside') : formatSignedPercent(percent)}</span>
  );
}

function DistanceAtr(props: ClusterCardProps): JSX.Element {
  const unit = unitOf(props);
  return (
    <span class="quiet card-atr" title={text('atrTitle', unit.period, unit.timeframe)}>
      {atrText(distance(props).atr, unit)}
    </span>
  );
}

/** In place of the figures, for beginners: how far it is. */
function Reach(props: ClusterCardProps): JSX.Element {
  return <span class="quiet">{reachText(reachNow(props))}</span>;
}

function reachNow(props: ClusterCardProps): Cluster['reach'] {
  const { cluster, frame, model } = props;
  return reachOf(cluster, shownPrice(model, frame), distance(props).atr, frame.sigmaDay);
}

/** How much that is in hours of volume, with the scenario of a touch, and how far it is backed. */
function Backing({ cluster, frame }: Pick<ClusterCardProps, 'cluster' | 'frame'>): JSX.Element {
  const { volumeHourUsd = Number.NaN } = frame;
  const scenario = clusterScenario(cluster, { ...frame, volumeHourUsd });
  const words = scenario ? scenarioText(scenario) : '';
  return (
    <p class="quiet backing">
      <span title={text('confidenceTitle')}>{confidenceText(clusterConfidence(cluster, frame))}</span>
      {volumeHourUsd > 0 && (
        <span title={words || undefined}>
          {text('volumeHours', formatNumber(cluster.notionalUsd / volumeHourUsd, 1))}
          {words !== '' && <span class="hidden">. {words}</span>}
        </span>
      )}
    </p>
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

function CardChips(props: ClusterCardProps): JSX.Element {
  const { cluster, frame } = props;
  const reach = reachNow(props);
  const found = frame.context ? confluence(cluster, frame.context, frame.atr1h) : null;
  return (
    <p class="chips">
      {cardChips({ ...cluster, reach }, found, frame)
        .slice(0, MAX_CHIPS)
        .map(({ word, title, tone }) => (
          <Chip key={word} title={title} tone={tone}>
            {word}
          </Chip>
        ))}
      {found && <ConfluenceScore found={found} tickSize={frame.instrument.tickSize} />}
      <span class="quiet chips-end" title={text('cardEndTitle')}>
        {formatAge(cluster.ageMs)}
      </span>
    </p>
  );
}

/** What is worth a chip, the most telling first. */
function cardChips(cluster: Cluster, found: Confluence | null, frame: HeatmapFrame): CardChip[] {
  const { tickSize } = frame.instrument;
  const broken = levelBrokenWith(cluster, frame.context?.broken ?? [], frame.atr1h);
  const chips: CardChip[] = [
    {
      word: reachText(cluster.reach),
      title: reachTitle(cluster),
      tone: cluster.reach === 'far' ? undefined : 'strong',
    },
  ];
  const hasNews = cluster.life !== 'building' && cluster.life !== 'near';
  if (hasNews) chips.push({ word: lifeText(cluster.life), tone: 'caution' });
  if (broken) chips.push({ word: text('levelBroke', levelText(broken.kind)), title: text('levelBrokeHelp') });
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
