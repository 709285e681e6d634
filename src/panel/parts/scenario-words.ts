import type { ClusterScenario } from '../../core/context/cluster-scenario';
import { formatNumber, formatPercent } from '../format/percent';
import { formatEstimatedUsd } from '../format/usd';
import { text } from '../strings/text';

/** What a touch could set off, in one or two sentences. */
export function scenarioText(scenario: ClusterScenario): string {
  const { forcedUsd, withinPct, hoursOfVolume, nextClusterPct } = scenario;
  const forced = text(
    'scenario',
    formatEstimatedUsd(forcedUsd),
    formatPercent(withinPct),
    formatNumber(hoursOfVolume, 1),
  );
  return nextClusterPct === null
    ? forced
    : `${forced} ${text('scenarioNext', formatPercent(nextClusterPct))}`;
}
