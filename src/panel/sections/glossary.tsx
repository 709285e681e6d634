import type { JSX } from 'preact';
import { type StringKey, text } from '../strings/text';

const TERMS: { term: StringKey; meaning: StringKey }[] = [
  { term: 'termLiquidation', meaning: 'termLiquidationHelp' },
  { term: 'termLeverage', meaning: 'termLeverageHelp' },
  { term: 'termMaintenance', meaning: 'termMaintenanceHelp' },
  { term: 'termOpenInterest', meaning: 'termOpenInterestHelp' },
  { term: 'termFunding', meaning: 'termFundingHelp' },
  { term: 'termAtr', meaning: 'termAtrHelp' },
  { term: 'termCluster', meaning: 'termClusterHelp' },
  { term: 'termSides', meaning: 'termSidesHelp' },
  { term: 'termSalience', meaning: 'termSalienceHelp' },
  { term: 'termOrderBook', meaning: 'termOrderBookHelp' },
  { term: 'termRisk', meaning: 'termRiskHelp' },
];

/** The words of the map explained; works offline. */
export function GlossarySection(): JSX.Element {
  return (
    <dl class="glossary">
      {TERMS.map(({ term, meaning }) => (
        <div key={term}>
          <dt>{text(term)}</dt>
          <dd>{text(meaning)}</dd>
        </div>
      ))}
    </dl>
  );
}
