import type { JSX } from 'preact';
import type { MarketContext, MomentumCheck, TrendDirection } from '../../core/context/market-context';
import type { MarketCrowding } from '../../core/frame/market-crowding';
import { formatNumber, formatShare, formatSigned, formatSignedPercent } from '../format/percent';
import { formatObservedUsd } from '../format/usd';
import { Chip } from '../parts/chip';
import { type StringKey, text } from '../strings/text';
import type { SectionProps } from './section';

const TREND: Record<TrendDirection, StringKey> = { up: 'trendUp', down: 'trendDown', flat: 'trendFlat' };

interface Word {
  word: StringKey;
  help: StringKey;
}

const MOMENTUM: Record<Exclude<MomentumCheck, 'quiet'>, Word> = {
  'drop-without-flush': { word: 'momentumDropWithoutFlush', help: 'momentumDropWithoutFlushHelp' },
  'flushed-drop': { word: 'momentumFlushedDrop', help: 'momentumFlushedDropHelp' },
  'clean-rise': { word: 'momentumCleanRise', help: 'momentumCleanRiseHelp' },
  'squeezed-rise': { word: 'momentumSqueezedRise', help: 'momentumSqueezedRiseHelp' },
};

const DIVERGENCE: Record<'bullish' | 'bearish', Word> = {
  bullish: { word: 'divergenceBullish', help: 'divergenceBullishHelp' },
  bearish: { word: 'divergenceBearish', help: 'divergenceBearishHelp' },
};

/** One line of the market around the clusters; figures that are missing are left out. */
export function ContextSection({ model }: SectionProps): JSX.Element | null {
  const frame = model.frame.value;
  const context = frame?.context;
  if (!frame || !context) return null;
  const facts = [...contextFacts(context), ...(frame.crowding ? crowdingFacts(frame.crowding) : [])];
  return (
    <section class="context" aria-label={text('contextLabel')}>
      <dl>
        {facts.map(({ name, value, help }) => (
          <div key={name} title={text(help)}>
            <dt>{text(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ContextChips context={context} />
    </section>
  );
}

function ContextChips({ context }: { context: MarketContext }): JSX.Element | null {
  const { momentum, divergence, range, isAbnormal } = context;
  const words = [
    momentum && momentum !== 'quiet' ? MOMENTUM[momentum] : null,
    divergence ? DIVERGENCE[divergence] : null,
    range?.isTight ? ({ word: 'rangeTight', help: 'rangeTightHelp' } satisfies Word) : null,
  ].filter((word) => word !== null);
  if (words.length === 0 && !isAbnormal) return null;
  return (
    <p class="chips">
      {isAbnormal && (
        <Chip tone="caution" title={text('regimeAbnormalHelp')}>
          {text('regimeAbnormal')}
        </Chip>
      )}
      {words.map(({ word, help }) => (
        <Chip key={word} title={text(help)}>
          {text(word)}
        </Chip>
      ))}
    </p>
  );
}

interface Fact {
  name: StringKey;
  value: string;
  help: StringKey;
}

function contextFacts(context: MarketContext): Fact[] {
  const percent = (fraction: number): string => formatSignedPercent(fraction * 100);
  const trend = (direction: TrendDirection | null): string => (direction ? text(TREND[direction]) : '–');
  const facts: Fact[] = [
    { name: 'contextTrend4h', value: trend(context.trend4h), help: 'contextTrendHelp' },
    { name: 'contextTrend1d', value: trend(context.trend1d), help: 'contextTrendHelp' },
    { name: 'contextRsi', value: formatNumber(context.rsi, 0), help: 'contextRsiHelp' },
    {
      name: 'contextVolume',
      value: `×${formatNumber(context.relativeVolume, 1)}`,
      help: 'contextVolumeHelp',
    },
    {
      name: 'contextFunding',
      value: `${formatSignedPercent(context.fundingPer8h * 100, 3)} (${formatSignedPercent(context.fundingAnnualised * 100, 0)})`,
      help: 'contextFundingHelp',
    },
    {
      name: 'contextOi',
      value: `${percent(context.openInterestChange1h)} / ${percent(context.openInterestChange24h)}`,
      help: 'contextOiHelp',
    },
    { name: 'contextLongShare', value: formatShare(context.longShare), help: 'contextLongShareHelp' },
    {
      name: 'contextObserved',
      value: formatObservedUsd(context.observedLongUsd1h + context.observedShortUsd1h),
      help: 'contextObservedHelp',
    },
  ];
  return known(facts);
}

function crowdingFacts({ index, longVulnerability, shortVulnerability }: MarketCrowding): Fact[] {
  const overshoot = `↓ ${formatShare(longVulnerability)} ↑ ${formatShare(shortVulnerability)}`;
  return known([
    { name: 'contextCrowding', value: formatSigned(index), help: 'contextCrowdingHelp' },
    { name: 'contextOvershoot', value: overshoot, help: 'contextOvershootHelp' },
  ]);
}

/** Without the facts of which a figure is missing. */
function known(facts: Fact[]): Fact[] {
  return facts.filter(({ value }) => !value.includes('–'));
}
