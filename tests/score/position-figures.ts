import { DENSITY_MODELS } from '../../src/core/models/registry';
import { blockBootstrap } from '../../src/core/score/block-bootstrap';
import { type Figure, figure } from '../bench/figure';
import { type Contestant, estimatorContestant, modelContestant } from './contestant';
import { hyperliquidConfig } from './estimator-configs';
import {
  hyperliquidBars,
  positionSnapshots,
  type SnapshotScore,
  scoreSnapshots,
} from './hyperliquid-positions';
import { mean, withInterval } from './simulation-figures';

const MUSTS: Record<string, number> = { BTC: 0.24, ETH: 0.28 };
/** Snapshots come about every five hours: three days stay together. */
const BLOCK_SNAPSHOTS = 14;

/** Agreement with the true positions of followed Hyperliquid addresses, and the table that a person reads. */
export function positionFigures(say: (text: string) => void): { figures: Figure[]; text: string } {
  const parts = ['BTC', 'ETH'].map((coin) => {
    const bars = hyperliquidBars(coin);
    const snapshots = positionSnapshots(coin);
    say(`Hyperliquid positions ${coin}: ${snapshots.length} snapshots ...`);
    const score = (contestant: Contestant): SnapshotScore[] => scoreSnapshots(bars, snapshots, contestant);
    const own = score(estimatorContestant('calibrated', 'this estimator', hyperliquidConfig(coin)));
    const baselines = DENSITY_MODELS.map((model) => ({
      name: model.name,
      scores: score(modelContestant(model, 0.001)),
    }));
    return { figures: figuresOf(coin, own, baselines), text: tableOf(coin, own, baselines) };
  });
  return { figures: parts.flatMap((part) => part.figures), text: parts.map((part) => part.text).join('\n') };
}

type Row = { name: string; scores: SnapshotScore[] };

function figuresOf(coin: string, own: SnapshotScore[], baselines: Row[]): Figure[] {
  const prefix = `real.hyperliquid.${coin.toLowerCase()}`;
  const values = own.map((score) => score.spearman);
  const best = Math.max(...baselines.map(({ scores }) => mean(scores.map((score) => score.spearman))));
  const interval = blockBootstrap(values.length, (items) => mean([...items].map((item) => values[item])), {
    blockLength: BLOCK_SNAPSHOTS,
  });
  return [
    withInterval(`${prefix}.spearman`, interval, '', { op: '>=', value: MUSTS[coin] }),
    figure(`${prefix}.overBestBaseline`, mean(values) - best, '', { op: '>=', value: 0 }),
    figure(`${prefix}.emd`, mean(own.map((score) => score.emd)), '%'),
  ];
}

function tableOf(coin: string, own: SnapshotScore[], baselines: Row[]): string {
  const lines = [...baselines, { name: 'this estimator', scores: own }].map(({ name, scores }) => {
    const spearman = mean(scores.map((score) => score.spearman));
    const emd = mean(scores.map((score) => score.emd));
    return `${name.padEnd(26)}${spearman.toFixed(3).padStart(9)}${emd.toFixed(2).padStart(8)}`;
  });
  return [`${`Hyperliquid ${coin}`.padEnd(26)} spearman   emd %`, ...lines].join('\n');
}
