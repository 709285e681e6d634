import type { JSX } from 'preact';
import type { Cluster } from '../../core/clusters/cluster';
import { chosenAtr, DEFAULT_ATR } from '../../core/context/atr-choice';
import { clusterDistance } from '../../core/context/cluster-distance';
import { topClusters } from '../../core/context/top-clusters';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { siteSettings } from '../../core/settings/settings';
import { formatNumber, formatSignedPercent } from '../format/percent';
import { formatShortPrice } from '../format/price';
import { sideText } from '../parts/cluster-words';
import { Icon } from '../parts/icon';
import type { SectionProps } from '../sections/section';
import { notices } from '../status/notices';
import { shownPrice } from '../status/shown-price';
import { text } from '../strings/text';
import { HeaderBadges } from './panel-header';
import { usePlace } from './use-place';

/** The collapsed panel: nearest cluster above and below, freshness; a click opens the panel. */
export function Pill({ model, actions }: SectionProps): JSX.Element {
  const place = usePlace(model, (panelPlace) => actions.setLook({ panelPlace }));
  const frame = model.frame.value;
  return (
    <aside ref={place.ref} class="pill" style={place.style} aria-label={text('panelLabel')}>
      <span class="pill-grip" aria-hidden="true" onPointerDown={place.onPointerDown} />
      <button
        type="button"
        class="pill-open"
        title={text('actionOpen')}
        onClick={() => actions.togglePanel()}
        onKeyDown={(event) => event.altKey && place.onKeyDown(event)}
      >
        <span class="hidden">{text('actionOpen')}: </span>
        {frame ? <PillFigures frame={frame} model={model} /> : <PillState model={model} />}
      </button>
      <HeaderBadges model={model} isShort />
    </aside>
  );
}

function PillFigures({ frame, model }: Pick<SectionProps, 'model'> & { frame: HeatmapFrame }): JSX.Element {
  const price = shownPrice(model, frame);
  const { look } = siteSettings(model.settings.value, model.siteId.value);
  const atr = chosenAtr(frame, look.atr ?? DEFAULT_ATR);
  const { above, below } = topClusters(frame.clusters, 2);
  const nearestAbove = above.at(-1);
  const nearestBelow = below[0];
  if (!nearestAbove && !nearestBelow) return <span>{text('clustersNone')}</span>;
  return (
    <>
      {nearestAbove && <PillFigure cluster={nearestAbove} price={price} atr={atr} />}
      {nearestBelow && <PillFigure cluster={nearestBelow} price={price} atr={atr} />}
    </>
  );
}

interface PillFigureProps {
  cluster: Cluster;
  price: number;
  /** Unit of the distance, quote currency. */
  atr: number;
}

function PillFigure({ cluster, price, atr: unit }: PillFigureProps): JSX.Element {
  const { percent, atr } = clusterDistance(cluster, price, unit);
  return (
    <span class={`pill-figure pill-${cluster.side}`}>
      <Icon name={cluster.side === 'short' ? 'up' : 'down'} />
      <span class="hidden">{sideText(cluster.side)} </span>
      <strong>{formatShortPrice(cluster.centrePrice)}</strong> {formatSignedPercent(percent)}
      {Number.isFinite(atr) && <span class="quiet"> {text('atrDistance', formatNumber(atr, 1))}</span>}
    </span>
  );
}

function PillState({ model }: Pick<SectionProps, 'model'>): JSX.Element {
  const first = notices({
    session: model.session.value,
    anchor: null,
    sources: model.sources.value,
    storeFault: model.storeFault.value,
    isThin: false,
    isConnected: model.isConnected.value,
    eventModeUntilMs: 0,
    nowMs: model.now.value,
  })[0];
  return <span>{first ? text(first.title, ...first.titleParts) : text('productName')}</span>;
}
