import type { JSX } from 'preact';

const CANDLES = [62, 66, 60, 55, 58, 50, 52, 56, 61, 58, 52, 47, 50, 54, 51, 48, 52, 55];
const BANDS = [
  { side: 'short', y: 14, height: 5, from: 40 },
  { side: 'short', y: 26, height: 9, from: 90 },
  { side: 'long', y: 84, height: 9, from: 60 },
  { side: 'long', y: 102, height: 5, from: 20 },
];

/** A drawing of a chart with bands above and below the price; the words beside it say what it shows. */
export function WelcomePicture({ card }: { card: string }): JSX.Element {
  return (
    <svg class={`picture picture-${card}`} viewBox="0 0 320 120" aria-hidden="true">
      {BANDS.map(({ side, y, height, from }) => (
        <rect key={y} class={`band-${side}`} x={from} y={y} width={320 - from} height={height} />
      ))}
      {CANDLES.map((y, index) => (
        <g key={`${index}-${y}`} class="candle">
          <line x1={index * 16 + 14} x2={index * 16 + 14} y1={y - 9} y2={y + 11} />
          <rect x={index * 16 + 10} y={y - 4} width={8} height={10} />
        </g>
      ))}
    </svg>
  );
}
