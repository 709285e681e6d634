import type { JSX } from 'preact';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatShortPrice } from '../format/price';
import { text } from '../strings/text';
import { type MiniMapBar, miniMapBars } from './mini-map-bars';

const WIDTH = 280;
const HEIGHT = 84;
const BASE = 68;

/** The upright liquidation map: price along x, estimated USD along y, longs left and shorts right of the price. */
export function MiniMap({ frame }: { frame: HeatmapFrame }): JSX.Element | null {
  const map = miniMapBars(frame, 70);
  if (!map) return null;
  const x = (share: number): number => share * WIDTH;
  const ticks = [0.1, 0.5, 0.9];
  const priceAt = (share: number): number => Math.exp(map.logLow + share * (map.logHigh - map.logLow));
  return (
    <figure class="mini-map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text('miniMapLabel')}>
        {map.bars.map((bar) => (
          <Bar key={bar.from} bar={bar} x={x} />
        ))}
        <line class="map-price" x1={x(0.5)} x2={x(0.5)} y1={4} y2={BASE} />
        <line class="map-axis" x1={0} x2={WIDTH} y1={BASE} y2={BASE} />
        {ticks.map((share) => (
          <text key={share} x={x(share)} y={HEIGHT - 3} text-anchor="middle">
            {formatShortPrice(priceAt(share))}
          </text>
        ))}
      </svg>
      <figcaption class="spread quiet">
        <span>{text('miniMapLongs')}</span>
        <span>{text('miniMapShorts')}</span>
      </figcaption>
    </figure>
  );
}

function Bar({ bar, x }: { bar: MiniMapBar; x: (share: number) => number }): JSX.Element {
  const height = Math.max(0.5, bar.height * (BASE - 8));
  return (
    <rect
      class={`map-${bar.side}`}
      x={x(bar.from) + 0.5}
      y={BASE - height}
      width={Math.max(0.5, x(bar.to) - x(bar.from) - 1)}
      height={height}
    />
  );
}
