import type { JSX } from 'preact';
import { type BellKind, bellOf, withBell } from '../../core/alerts/bell';
import type { Cluster } from '../../core/clusters/cluster';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatPriceBand } from '../format/price';
import type { SectionProps } from '../sections/section';
import { text } from '../strings/text';
import { sideText } from './cluster-words';
import { Icon } from './icon';

interface BellButtonProps extends SectionProps {
  kind: BellKind;
  cluster: Cluster;
  frame: HeatmapFrame;
  /** Says what it does in words; without it the icon stands alone. */
  isWordy?: boolean;
}

/** Arms or removes one alert for one cluster; nothing where alerts cannot be stored. */
export function BellButton(props: BellButtonProps): JSX.Element | null {
  const { kind, cluster, frame, model, actions, isWordy = false } = props;
  const { setAlerts } = actions;
  if (!setAlerts) return null;
  const { alerts } = model.settings.value;
  const isArmed = bellOf(alerts, frame, kind, cluster) !== null;
  const band = formatPriceBand(cluster.lowPrice, cluster.highPrice, frame.instrument.tickSize);
  const name = text(
    kind === 'approach' ? 'bellApproach' : 'bellCleared',
    `${sideText(cluster.side)} ${band}`,
  );
  return (
    <button
      type="button"
      class={`bell ${isWordy ? 'button small' : 'button icon-button'}`}
      aria-pressed={isArmed}
      aria-label={name}
      title={isArmed ? `${name} · ${text('bellArmed')}` : name}
      onClick={() => setAlerts(withBell(alerts, frame, kind, cluster, !isArmed))}
    >
      <Icon name={isArmed ? 'bellOn' : 'bell'} />
      {isWordy && text(isArmed ? 'bellArmed' : 'bellClearedShort')}
    </button>
  );
}
