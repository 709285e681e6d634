import type { JSX } from 'preact';
import { type BellKind, bellOf, withBell } from '../../core/alerts/bell';
import type { Cluster } from '../../core/clusters/cluster';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatPriceBand } from '../format/price';
import type { SectionProps } from '../sections/section';
import { text } from '../strings/text';
import { sideText } from './cluster-words';
import { Icon } from './icon';
import { useLeaving } from './use-leaving';

interface BellButtonProps extends SectionProps {
  kind: BellKind;
  cluster: Cluster;
  frame: HeatmapFrame;
  /** Says what it does in words; without it the icon stands alone. */
  isWordy?: boolean;
}

/** Arms one alert for one cluster, or removes it unless that is undone; nothing where alerts cannot be stored. */
export function BellButton(props: BellButtonProps): JSX.Element | null {
  const { kind, cluster, frame, model, actions, isWordy = false } = props;
  const { setAlerts } = actions;
  const isArmed = bellOf(model.settings.value.alerts, frame, kind, cluster) !== null;
  const turn = (isOn: boolean) =>
    setAlerts?.(withBell(model.settings.value.alerts, frame, kind, cluster, isOn));
  const [isLeaving, setLeaving] = useLeaving(() => turn(false));
  const isGoing = isArmed && isLeaving;
  if (!setAlerts) return null;
  const band = formatPriceBand(cluster.lowPrice, cluster.highPrice, frame.instrument.tickSize);
  const name = text(
    kind === 'approach' ? 'bellApproach' : 'bellCleared',
    `${sideText(cluster.side)} ${band}`,
  );
  return (
    <>
      <button
        type="button"
        class={`bell button ${isWordy || isGoing ? 'small' : 'icon-button'}`}
        aria-pressed={isArmed}
        aria-label={isGoing ? `${text('alertUndo')}: ${name}` : name}
        title={isArmed ? `${name} · ${text(isGoing ? 'alertLeaving' : 'bellArmed')}` : name}
        onClick={() => {
          setLeaving(isArmed && !isLeaving);
          if (!isArmed) turn(true);
        }}
      >
        <Icon name={isArmed ? 'bellOn' : 'bell'} />
        {isGoing ? text('alertUndo') : isWordy && text(isArmed ? 'bellArmed' : 'bellClearedShort')}
      </button>
      <span class="hidden" role="status">
        {isGoing && text('alertLeaving')}
      </span>
    </>
  );
}
