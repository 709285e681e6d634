import type { JSX } from 'preact';
import type { CalibrationState, Provenance } from '../../core/frame/heatmap-frame';
import { formatAge } from '../format/age';
import { formatNumber, formatShare } from '../format/percent';
import { formatObservedUsd } from '../format/usd';
import { provenanceText } from '../parts/provenance-words';
import { sourceName } from '../strings/source-name';
import { type StringKey, text } from '../strings/text';
import type { SectionProps } from './section';

const CALIBRATION: Record<CalibrationState, StringKey> = {
  'warming-up': 'calibrationWarmingUp',
  prior: 'calibrationPrior',
  calibrated: 'calibrationCalibrated',
  uncalibrated: 'calibrationUncalibrated',
};

/** How the numbers were made: inputs with ages, assumptions, coverage, calibration. */
export function ProvenanceSection({ model }: SectionProps): JSX.Element {
  const frame = model.frame.value;
  if (!frame) return <p class="quiet">{text('provenanceNone')}</p>;
  const { provenance } = frame;
  const exchangeMs = model.now.value + frame.clockOffsetMs;
  return (
    <div class="provenance">
      <p>{text('provenanceIntro')}</p>
      <h4>{text('provenanceInputs')}</h4>
      <ul class="plain-list">
        {provenance.inputs.map(({ exchange, name, newestMs, note }) => (
          <li key={`${exchange} ${name}`} class="spread">
            <span>
              {sourceName(exchange)} · {provenanceText(name)}
              {note !== '' && <span class="quiet"> · {provenanceText(note)}</span>}
            </span>
            {newestMs > 0 && <span class="quiet">{formatAge(exchangeMs - newestMs)}</span>}
          </li>
        ))}
      </ul>
      <h4>{text('provenanceShares')}</h4>
      <Shares provenance={provenance} />
      <h4>{text('provenanceAssumptions')}</h4>
      <dl class="pairs">
        {provenance.assumptions.map(({ name, value }) => (
          <div key={name}>
            <dt>{provenanceText(name)}</dt>
            <dd>{provenanceText(value)}</dd>
          </div>
        ))}
      </dl>
      <p>{text(CALIBRATION[provenance.calibration])}</p>
      {Number.isFinite(provenance.predictedOverReported) && (
        <p class="quiet">{text('provenanceRatio', formatNumber(provenance.predictedOverReported, 2))}</p>
      )}
      <p class="quiet">{text('provenanceLimits')}</p>
    </div>
  );
}

function Shares({ provenance }: { provenance: Provenance }): JSX.Element {
  const { shares, coverage, observedShare } = provenance;
  return (
    <>
      <ul class="plain-list">
        {shares.map(({ exchange, share, openInterestUsd, isIncluded }) => (
          <li key={exchange} class="spread">
            <span>
              {sourceName(exchange)}
              {!isIncluded && <span class="quiet"> · {text('shareExcluded')}</span>}
            </span>
            <span>
              {formatShare(share)} <span class="quiet">{formatObservedUsd(openInterestUsd)}</span>
            </span>
          </li>
        ))}
      </ul>
      {Number.isFinite(coverage) && <p class="quiet">{text('provenanceCoverage', formatShare(coverage))}</p>}
      <p class="quiet">{text('provenanceObserved', formatShare(observedShare))}</p>
    </>
  );
}
