import { isMissing } from '../../core/market/source-tally';
import { formatAge } from '../format/age';
import { formatNumber, formatSignedPercent } from '../format/percent';
import { formatPriceBand, formatShortPrice } from '../format/price';
import { formatEstimatedUsd } from '../format/usd';
import type { PanelFacts } from '../panel-facts';
import { sideText } from '../parts/cluster-words';
import { sourceWords } from '../parts/source-words';
import { badgeHelp, badgeText } from '../status/badge-words';
import { type StatusBadge, statusBadges } from '../status/badges';
import { type NearCluster, nearestClusters } from '../status/nearest-clusters';
import { type Notice, notices } from '../status/notices';
import { sourceName } from '../strings/source-name';
import { type StringKey, text } from '../strings/text';

/** One piece of text and its classes; pieces keep their place as long as their classes are the same. */
export interface PillPiece {
  class: string;
  words: string;
}

/** Notices that a badge says as well. */
const SAID_BY_BADGE = ['disconnected', 'not-aligned', 'thin'];

/** What the pill shows from left to right: a main cluster above and one below, or what there is instead, and how fresh it is. */
export function pillPieces(facts: PanelFacts): PillPiece[] {
  const near = nearestClusters(facts);
  const state = stateWords(facts);
  const pieces = near.flatMap(clusterPieces);
  if (state !== '') pieces.push({ class: 'pill-state', words: state });
  else if (near.length === 0) pieces.push({ class: 'pill-none', words: text('clustersNone') });
  for (const badge of badgesOf(facts)) {
    // Older history coming in is no state that a reader must know at once.
    if (badge.kind === 'history') continue;
    pieces.push({ class: `badge badge-${badge.kind}`, words: shortBadgeText(badge) });
  }
  return pieces;
}

/** A green dot and the age say enough. */
function shortBadgeText(badge: StatusBadge): string {
  return badge.kind === 'live' && badge.ageMs !== undefined ? formatAge(badge.ageMs) : badgeText(badge);
}

function clusterPieces({ cluster, distance: { percent, atr } }: NearCluster): PillPiece[] {
  const pieces = [
    { class: `pill-side pill-${cluster.side}`, words: sideText(cluster.side) },
    { class: 'pill-price', words: formatShortPrice(cluster.centrePrice) },
    { class: 'pill-distance', words: formatSignedPercent(percent) },
  ];
  if (Number.isFinite(atr)) pieces.push({ class: 'quiet', words: text('atrDistance', formatNumber(atr, 1)) });
  return pieces;
}

/** What stands in the way: anything as long as there is no map, else only trouble that no badge tells. */
function stateWords(facts: PanelFacts): string {
  const found = noticesOf(facts);
  const said = facts.frame
    ? found.find(({ tone, id }) => tone !== 'info' && !SAID_BY_BADGE.includes(id))
    : (found[0] ?? null);
  if (!said) return facts.frame ? '' : text('productName');
  const share = said.progress === null ? '' : ` ${Math.round(said.progress * 100)} %`;
  return `${titleOf(said)}${share}`;
}

/** A line of the tooltip: what it is about, and what there is to say. */
export interface PillLine {
  title: string;
  words: string;
}

/** What the pill tells on a closer look: the clusters with their amounts, and every state in full. */
export function pillLines(facts: PanelFacts): PillLine[] {
  return [
    ...nearestClusters(facts).map((near) => clusterLine(near, facts)),
    ...noticesOf(facts).map(noticeLine),
    ...badgesOf(facts)
      .filter(({ kind }) => kind !== 'not-aligned' && kind !== 'thin')
      .map((badge) => ({ title: badgeText(badge), words: badgeHelp(badge) })),
    ...facts.sources.filter(isMissing).map((source) => ({
      title: sourceName(source.exchange),
      words: sourceWords([source], facts.now),
    })),
    ...(facts.frame?.provenance.calibration === 'uncalibrated' ? [wordsLine('calibrationUncalibrated')] : []),
    wordsLine('estimateNotice'),
  ];
}

function wordsLine(key: StringKey): PillLine {
  return { title: '', words: text(key) };
}

function clusterLine({ cluster, distance }: NearCluster, { frame }: PanelFacts): PillLine {
  const band = formatPriceBand(cluster.lowPrice, cluster.highPrice, frame?.instrument.tickSize ?? 0);
  const words = [formatEstimatedUsd(cluster.notionalUsd), formatSignedPercent(distance.percent)];
  if (Number.isFinite(distance.atr)) words.push(text('atrDistance', formatNumber(distance.atr, 1)));
  return { title: `${sideText(cluster.side)} ${band}`, words: words.join(' · ') };
}

function noticeLine(notice: Notice): PillLine {
  const words = [notice.body ? text(notice.body) : '', notice.detail].filter((part) => part !== '');
  return { title: titleOf(notice), words: words.join(' ') };
}

function titleOf({ title, titleParts }: Notice): string {
  return text(title, ...titleParts);
}

function noticesOf(facts: PanelFacts): Notice[] {
  const { frame, settings, now } = facts;
  const { eventModeUntilMs } = settings;
  return notices({ ...facts, isThin: frame?.isThin ?? false, eventModeUntilMs, nowMs: now });
}

function badgesOf(facts: PanelFacts): StatusBadge[] {
  const { frame, price, now } = facts;
  const badge = facts.badge === 'live' ? (frame?.badge ?? 'live') : facts.badge;
  return statusBadges({ ...facts, priceTimeMs: price?.timeMs ?? 0, badge, nowMs: now });
}
