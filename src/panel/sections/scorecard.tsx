import type { JSX } from 'preact';
import type { Scorecard } from '../../core/frame/scorecard';
import type { BadgeOutcomes } from '../../core/score/badge-outcomes';
import type { BandCalibration } from '../../core/score/band-calibration';
import { formatAge } from '../format/age';
import { formatNumber, formatShare, formatSignedPercent } from '../format/percent';
import { levelText } from '../plan/plan-words';
import { text } from '../strings/text';
import type { SectionProps } from './section';

/** Fewer clusters, or fewer passages through one, say nothing. */
const MIN_CLUSTERS = 30;
const MIN_PASSAGES = 10;
/** Part of the passages that a band is meant to hold. */
const NOMINAL = 0.8;

/** How what this view showed has fared: touches against controls, bands against reports, outcomes. */
export function ScorecardSection({ model }: SectionProps): JSX.Element {
  const frame = model.frame.value;
  if (!frame) return <p class="quiet">{text('provenanceNone')}</p>;
  return (
    <div class="form">
      <TouchLine scorecard={frame.scorecard} />
      {frame.scorecard && <BandLine bands={frame.scorecard.bands} />}
      {frame.touches && frame.touches.total > 0 ? (
        <p>
          {text(
            'scoreTouches',
            frame.touches.total,
            frame.touches.through,
            frame.touches.reversed,
            frame.touches.partial,
          )}
        </p>
      ) : (
        <p class="quiet">{text('scoreNoTouches')}</p>
      )}
      <BadgeList outcomes={frame.scorecard?.byBadge ?? []} />
      <p class="quiet">{text('scoreNote')}</p>
    </div>
  );
}

function TouchLine({ scorecard }: { scorecard: Scorecard | undefined }): JSX.Element {
  const count = scorecard?.touches.count ?? 0;
  if (!scorecard || count < MIN_CLUSTERS) {
    return <p class="quiet">{text('scoreTooFew', count, MIN_CLUSTERS)}</p>;
  }
  const { touchedShare, controlShare, difference } = scorecard.touches;
  const points = (share: number): string => formatSignedPercent(100 * share, 0);
  return (
    <p>
      {text(
        'scoreClusters',
        formatAge(scorecard.horizonMs),
        formatShare(touchedShare),
        formatShare(controlShare),
        points(difference.value),
        points(difference.low),
        points(difference.high),
        count,
      )}
    </p>
  );
}

function BandLine({ bands }: { bands: BandCalibration | null }): JSX.Element {
  if (!bands) return <p class="quiet">{text('scoreBandsNone')}</p>;
  if (bands.count < MIN_PASSAGES) {
    return <p class="quiet">{text('scoreBandsTooFew', bands.count, MIN_PASSAGES)}</p>;
  }
  return (
    <p>
      {text(
        'scoreBands',
        formatShare(bands.inside),
        formatShare(bands.insideLow),
        formatShare(bands.insideHigh),
        bands.count,
        formatShare(NOMINAL),
        formatNumber(2 ** bands.log2Bias, 1),
      )}
    </p>
  );
}

/** The badges of a cluster's card and how touches of clusters that wore them ended. */
function BadgeList({ outcomes }: { outcomes: readonly BadgeOutcomes[] }): JSX.Element | null {
  if (outcomes.length === 0) return null;
  return (
    <>
      <p>{text('scoreByBadge')}</p>
      <dl class="pairs">
        {outcomes.map(({ badge, total, through, reversed, partial }) => (
          <div key={badge}>
            <dt>{badge === 'floating' ? text('floating') : levelText(badge)}</dt>
            <dd>{text('scoreBadge', total, through, reversed, partial)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
