import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { imbalance } from '../../core/clusters/imbalance';
import { imbalanceScore, shortShareHistory } from '../../core/context/imbalance-history';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatNumber, formatShare, formatSigned } from '../format/percent';
import { formatEstimatedUsd } from '../format/usd';
import { ShareBar } from '../parts/share-bar';
import { text } from '../strings/text';
import type { SectionProps } from './section';

/** Width of the window in one-hour ATR. */
const WINDOW_ATR = 2;

/** Estimated USD above against below, within two ATR of the price. */
export function ImbalanceSection({ model }: SectionProps): JSX.Element | null {
  const frame = model.frame.value;
  if (!frame || !(frame.atr1h > 0)) return null;
  const sums = imbalance(frame.profile, frame.markPrice, frame.atr1h);
  const sum = sums.find(({ withinAtr }) => withinAtr === WINDOW_ATR);
  if (!sum || !Number.isFinite(sum.shortShare)) return null;
  const above = text('imbalanceAbove', formatShare(sum.shortShare));
  const below = text('imbalanceBelow', formatShare(1 - sum.shortShare));
  const detail = text('imbalanceDetail', formatEstimatedUsd(sum.shortUsd), formatEstimatedUsd(sum.longUsd));
  return (
    <section class="imbalance" title={detail}>
      <div class="spread">
        <span>{above}</span>
        <span>{below}</span>
      </div>
      <ShareBar
        label={`${above}, ${below}. ${detail}`}
        parts={[
          { share: sum.shortShare, className: 'part-short' },
          { share: 1 - sum.shortShare, className: 'part-long' },
        ]}
      />
      <p class="spread quiet">
        <span>
          {text('imbalanceSteps', sums.map(({ shortShare }) => formatShare(shortShare)).join(' / '))}
        </span>
        <Unusual frame={frame} />
      </p>
    </section>
  );
}

/** How unusual the shares are for this market, once there is enough history in view. */
function Unusual({ frame }: { frame: HeatmapFrame }): JSX.Element | null {
  const { grid, atr1h } = frame;
  // Frozen columns never change: their hash says when there is another hour to look at.
  const history = useMemo(
    () => shortShareHistory(grid, WINDOW_ATR * atr1h),
    [grid.frozenHash, Math.round(Math.log(atr1h) * 20)],
  );
  const { z, hours } = imbalanceScore(frame, history, atr1h, WINDOW_ATR);
  if (!Number.isFinite(z)) return null;
  return (
    <span title={text('imbalanceScoreHelp', formatNumber(hours, 0))}>
      {text('imbalanceScore', formatSigned(z))}
    </span>
  );
}
