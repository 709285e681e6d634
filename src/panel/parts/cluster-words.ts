import type { Cluster, ClusterClass, ClusterLife, ReachLabel } from '../../core/clusters/cluster';
import type { PositionSide } from '../../core/market/liquidation';
import { formatShare } from '../format/percent';
import { type StringKey, text } from '../strings/text';

const LIFE: Record<ClusterLife, StringKey> = {
  building: 'lifeBuilding',
  near: 'lifeNear',
  touched: 'lifeTouched',
  'partly-cleared': 'lifePartlyCleared',
  cleared: 'lifeCleared',
  faded: 'lifeFaded',
};

const REACH: Record<ReachLabel, StringKey> = {
  'at-target': 'reachAtTarget',
  near: 'reachNear',
  today: 'reachToday',
  far: 'reachFar',
};

const CLASS: Record<ClusterClass, { word: StringKey; help: StringKey }> = {
  single: { word: 'classSingle', help: 'classSingleHelp' },
  stack: { word: 'classStack', help: 'classStackHelp' },
  scattered: { word: 'classScattered', help: 'classScatteredHelp' },
};

/** Whose positions are closed there, in capitals. */
export function sideText(side: PositionSide): string {
  return text(side === 'short' ? 'sideShorts' : 'sideLongs');
}

export function lifeText(life: ClusterLife): string {
  return text(LIFE[life]);
}

export function reachText(reach: ReachLabel): string {
  return text(REACH[reach]);
}

export function classText(kind: ClusterClass): string {
  return text(CLASS[kind].word);
}

export function classTitle(kind: ClusterClass): string {
  return text(CLASS[kind].help);
}

/** Chance of a touch within a day, as volatility alone gives it. */
export function reachTitle(cluster: Pick<Cluster, 'reachProbability24h'>): string {
  return text('reachHelp', formatShare(cluster.reachProbability24h));
}
