import type { LabCandle } from './lab-candles';

/** Rectangle in CSS px of the frame's viewport. */
export interface LabRect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A chart's own truth, for comparison with the mapping, and what a user can do to it. */
export interface LabChart {
  /** Plot area of the prices, without axes. */
  rect(): LabRect;
  /** Height of a price in the viewport, px; null where the chart cannot say. */
  p2y(price: number): number | null;
  /** Centre of the bar that opens at `timeSec`, px in the viewport. */
  t2x(timeSec: number): number | null;
  pan(dxPx: number): void;
  zoom(factor: number): void;
  /** Moves the prices within the pane; amount 0..1. */
  squeeze?(amount: number): void;
  mode?(mode: 'linear' | 'log'): void;
  invert?(isInverted: boolean): void;
  /** Sets the chart's clock so far ahead of UTC, without moving its candles. */
  setZone?(offsetSec: number): void;
  /** Shows bars of so many hours. */
  setBarHours?(hours: number): void;
  /** Shows another market. */
  setMarket?(candles: LabCandle[]): void;
  resize(width: number, height: number): void;
}

/** A scene of the laboratory: charts that must be anchored well, or not at all. */
export interface LabScene {
  chart: LabChart | null;
  /** Price that "our feed" knows; 0 = none. */
  referencePrice: number;
  /** What the chart shows, oldest first. */
  candles: LabCandle[];
  /** Further charts with their own truth. */
  others?: LabChart[];
  /** For traps: does something that repaints the scene. */
  stir?(random: () => number): void;
}

declare global {
  interface Window {
    __lab?: LabScene;
  }
}

/** The element that every scene draws into. */
export function labRoot(): HTMLElement {
  const root = document.getElementById('chart');
  if (!root) throw new Error('no #chart in the page');
  return root;
}

/** Variant of the scene, from the address. */
export function labCase(): string {
  return new URLSearchParams(location.search).get('case') ?? 'plain';
}
