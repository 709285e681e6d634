import type { JSX } from 'preact';
import { levelsBetween } from '../../core/context/confluence';
import { squeeze } from '../../core/context/squeeze';
import { topClusters } from '../../core/context/top-clusters';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatBandEdge } from '../format/price';
import { text } from '../strings/text';
import type { SectionProps } from './section';

/** One sentence on which side is exposed where, and the squeeze flag of a tight range. */
export function SideSentenceSection({ model }: SectionProps): JSX.Element | null {
  const frame = model.frame.value;
  const sentence = frame && sideSentence(frame);
  if (!frame || !sentence) return null;
  const exposed = squeeze(frame.clusters, frame.context?.range ?? null, frame.atr1h);
  return (
    <p class="side-sentence">
      {sentence}
      {exposed && <strong> {text(exposed.side === 'short' ? 'squeezeShorts' : 'squeezeLongs')}</strong>}
    </p>
  );
}

/** The most important cluster of both sides in words; null when there is none. */
export function sideSentence(frame: HeatmapFrame): string | null {
  const { above, below } = topClusters(frame.clusters, 1);
  const [cluster] = [...above, ...below].sort((a, b) => b.importance - a.importance);
  if (!cluster) return null;
  const edge = cluster.side === 'short' ? cluster.lowPrice : cluster.highPrice;
  const sentence = text(
    cluster.side === 'short' ? 'sideShortsExposed' : 'sideLongsExposed',
    formatBandEdge(edge, cluster.highPrice - cluster.lowPrice, frame.instrument.tickSize),
  );
  const between = levelsBetween(frame.markPrice, cluster, frame.context?.levels ?? []).length;
  return between > 0 ? `${sentence} ${text('levelsBetween', between)}` : sentence;
}
