import { HIGH_LEVERAGE_LAYERS, LAYER_OF_CLASS } from '../../src/core/estimate/leverage-classes';
import { DENSITY_MODELS } from '../../src/core/models/registry';
import { type Figure, figure } from '../bench/figure';
import { type CellMap, readCellMaps, scoreCells } from './coinglass-cells';
import { type Contestant, estimatorContestant, modelContestant } from './contestant';
import { seriesConfig } from './estimator-configs';
import { mean } from './simulation-figures';

const HIGH_LEVERAGE = LAYER_OF_CLASS.flatMap((layer, index) =>
  HIGH_LEVERAGE_LAYERS.includes(layer) ? [index] : [],
);

/** How much the "High leverage" model looks like the vendor's own cells, and the table that a person reads. */
export function cellFigures(say: (text: string) => void): { figures: Figure[]; text: string } {
  say('CoinGlass cells ...');
  const maps = readCellMaps();
  const rows = [
    ...DENSITY_MODELS.map((model) => ({ name: model.name, make: () => modelContestant(model, 0.001) })),
    { name: 'all leverage', make: ownOf() },
    { name: 'high leverage', make: ownOf(HIGH_LEVERAGE) },
  ].map(({ name, make }) => ({ name, scores: maps.map((map) => scoreCells(map, make(map))) }));
  const high = rows[rows.length - 1].scores;
  const lines = rows.map(({ name, scores }) => {
    const cells = scores.map((score) => `${score.plain.toFixed(3)}/${score.partial.toFixed(3)}`.padStart(15));
    return `${name.padEnd(26)}${cells.join('')}`;
  });
  const head = `${'CoinGlass, plain/partial'.padEnd(26)}${maps.map(({ name }) => name.padStart(15)).join('')}`;
  return {
    figures: [
      figure('real.coinglass.spearman', mean(high.map((score) => score.plain)), '', {
        op: '>=',
        value: 0.75,
      }),
      figure('real.coinglass.partialSpearman', mean(high.map((score) => score.partial)), ''),
    ],
    text: [head, ...lines].join('\n'),
  };
}

function ownOf(classes?: readonly number[]): (map: CellMap) => Contestant {
  return (map) =>
    estimatorContestant(
      'own',
      'own',
      seriesConfig(map.bars[1].openTimeMs - map.bars[0].openTimeMs, false),
      classes,
    );
}
