import type { JSX } from 'preact';
import { imbalance } from '../../core/context/imbalance';
import { formatShare } from '../format/percent';
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
  const sum = imbalance(frame.profile, frame.markPrice, WINDOW_ATR * frame.atr1h);
  if (!Number.isFinite(sum.aboveShare)) return null;
  const above = text('imbalanceAbove', formatShare(sum.aboveShare));
  const below = text('imbalanceBelow', formatShare(1 - sum.aboveShare));
  const detail = text('imbalanceDetail', formatEstimatedUsd(sum.aboveUsd), formatEstimatedUsd(sum.belowUsd));
  return (
    <section class="imbalance" title={detail}>
      <div class="spread">
        <span>{above}</span>
        <span>{below}</span>
      </div>
      <ShareBar
        label={`${above}, ${below}. ${detail}`}
        parts={[
          { share: sum.aboveShare, className: 'part-short' },
          { share: 1 - sum.aboveShare, className: 'part-long' },
        ]}
      />
    </section>
  );
}
