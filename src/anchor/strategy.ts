import type { AnchorSource, PaneRect } from '../core/axis/axis-mapping';
import type { AxisReport } from '../core/axis/axis-report';

/** What a strategy knows of one chart right now. */
export interface ChartReading
  extends Pick<AxisReport, 'state' | 'reason' | 'price' | 'time' | 'timeLabels' | 'bars' | 'symbolText'> {
  /** The element whose identity is the chart's: the pane's first canvas, or the svg. */
  element: Element;
  pane: PaneRect;
}

/** What the probe offers to its strategies. */
export interface ProbeContext {
  window: Window & typeof globalThis;
  /** Price of the page's instrument from our own feed; 0 when unknown. */
  referencePrice(): number;
  /** True while labels do not say enough of the time: then the bars that a chart draws are reported as well. */
  wantsBars(): boolean;
  /** Whether the tab is hidden: what is painted then is seen by nobody. */
  isHidden(): boolean;
  /** False while nobody listens: strategies then only pass calls on. */
  isListening(): boolean;
  /** To be called at the end of a paint, in the same task: readings may have changed. */
  changed(): void;
}

/** One way to find the axes of the charts in a frame. */
export interface AnchorStrategy {
  source: AnchorSource;
  start(context: ProbeContext): RunningStrategy;
}

/** A strategy at work in one frame. */
export interface RunningStrategy {
  /** Current readings, measured at call time. */
  read(): ChartReading[];
  /** Twice a second, with a new reference price and at the end: look for charts that came or went, read again. */
  tick(): void;
}
