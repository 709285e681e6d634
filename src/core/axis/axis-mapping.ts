/** CSS pixels in the viewport of the frame that holds the chart. */
export type Coordinate = number;

/** A chart's plotting area in CSS px, from the upper left of its frame's viewport. */
export interface PaneRect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What places a price: y = a * u(price) + b with u = price or ln price; `a < 0` is the usual direction (price rises upward). */
export interface PriceLine {
  scale: 'linear' | 'log';
  a: number;
  b: number;
}

/** Such a line as the labels of an axis gave it. */
export interface PriceAxis extends PriceLine {
  /** How many labels were read. */
  samples: number;
  /** At how many heights they lie on the line. */
  inliers: number;
  rmsPx: number;
  /** A line on the other scale that explains the labels as well. */
  rival?: PriceLine;
  /** The labels are rounded so far that prices may stand px away from either line: only candles can confirm one. */
  isCoarse?: true;
}

/** x = x0 + (seconds) * pxPerSec, seconds = Unix time in s. */
export interface TimeAxis {
  pxPerSec: number;
  x0: number;
  /** Length of one chart bar, s, when known. */
  barSec?: number;
  inliers: number;
  ambiguous: boolean;
}

/** The way by which a chart was read: a strategy's kebab-case name of at most 40 letters, or `manual`. */
export type AnchorSource = string;

/** What a strategy knows of one chart's axes at one moment; the contract between the worlds. */
export interface AxisMapping {
  v: 1;
  /** Strictly rising per frame. */
  seq: number;
  /** Stable per chart element. */
  chartKey: string;
  source: AnchorSource;
  state: 'locked' | 'ambiguous' | 'unsupported' | 'lost';
  /** Short machine word for the state, worded for the user by the panel's strings. */
  reason?: string;
  pane: PaneRect;
  price: PriceAxis | null;
  time: TimeAxis | null;
  /** What the chart itself calls its symbol, where it tells. */
  symbolText?: string;
}

/** Vertical position of a price (quote currency), CSS px; NaN for a price of 0 or below on a log axis. */
export function priceToCoordinate(axis: PriceLine, price: number): Coordinate {
  return axis.a * (axis.scale === 'log' ? Math.log(price) : price) + axis.b;
}

/** Price at a vertical position, quote currency. */
export function coordinateToPrice(axis: PriceLine, y: Coordinate): number {
  const u = (y - axis.b) / axis.a;
  return axis.scale === 'log' ? Math.exp(u) : u;
}

/** Horizontal position of a Unix time in ms, CSS px. */
export function timeToCoordinate(axis: TimeAxis, timeMs: number): Coordinate {
  return axis.x0 + (timeMs / 1000) * axis.pxPerSec;
}

/** Unix ms at a horizontal position. */
export function coordinateToTime(axis: TimeAxis, x: Coordinate): number {
  return ((x - axis.x0) / axis.pxPerSec) * 1000;
}
