import type { AxisReport } from '../core/axis/axis-report';
import type { SourcedReading } from './choose-readings';
import { safely } from './safely';

type Body = Omit<AxisReport, 'v' | 'seq' | 'chartKey'>;

interface Known {
  key: string;
  /** Last report without its number, and as text: the same again is not sent. */
  body: Body;
  sent: string;
  /** The bars that went with it. */
  bars?: string;
}

/** What was said of each chart of a frame, so that only changes are said. */
export interface ChartReports {
  /** Reports what differs from before, and the charts that are no longer read as gone. */
  update(readings: SourcedReading[]): void;
  /** Reports every chart as lost. */
  loseAll(reason: string): void;
  /** Has everything reported by the next update, changed or not. */
  restart(): void;
}

/**
 * Sends reports as JSON text.
 * @param keyPrefix Makes the chart keys of two senders in one frame different.
 */
export function createChartReports(keyPrefix: string, send: (detail: string) => void): ChartReports {
  const { stringify } = JSON;
  const known = new Map<Element, Known>();
  let seq = Math.round(performance.now());
  let keys = 0;

  const report = (element: Element, { bars, ...body }: Body) => {
    const old = known.get(element);
    const key = old?.key ?? keyPrefix + ++keys;
    const sent = stringify(body);
    // Bars that are no longer asked for are no change.
    if (sent === old?.sent && (!bars || bars === old.bars)) return;
    known.set(element, { key, body, sent, bars });
    const say = (what: Body) => send(stringify({ v: 1, seq: ++seq, chartKey: key, ...what }));
    // Labels and candles together would be too long for one event.
    if (bars) say({ ...body, timeLabels: undefined, bars });
    say(body);
  };
  const lose = (element: Element, reason: string) => {
    const old = known.get(element);
    if (old) report(element, { ...old.body, state: 'lost', reason, price: null, time: null });
    if (!element.isConnected) known.delete(element);
  };
  return {
    update: (readings) => {
      for (const element of known.keys())
        if (!readings.some((r) => r.element === element)) lose(element, 'gone');
      for (const { element, ...body } of readings) report(element, body);
    },
    loseAll: (reason) => {
      for (const element of known.keys()) safely(() => lose(element, reason));
    },
    restart: () => {
      for (const old of known.values()) old.sent = '';
    },
  };
}
