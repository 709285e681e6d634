import type { AnchorSource } from '../core/axis/axis-mapping';
import type { AxisReport } from '../core/axis/axis-report';
import { areSameHeights, isSameRect } from './geometry';
import { safely } from './safely';
import type { AnchorStrategy, ChartReading, ProbeContext, RunningStrategy } from './strategy';

interface SourcedReading extends ChartReading {
  source: AnchorSource;
}

type Body = Omit<AxisReport, 'v' | 'seq' | 'chartKey'>;

interface Known {
  key: string;
  /** Last report without its number, and as text: the same again is not sent. */
  body: Body;
  sent: string;
  /** The bars that went with it. */
  bars?: string;
}

/** Runs strategies in one frame and reports what changes. */
export interface StrategyRunner {
  /** Twice a second and with a new reference price: reads all charts, and puts back listeners that were dropped. */
  tick(): void;
  /** Takes the listeners off again. */
  stop(): void;
  /** Somebody new listens: listens again itself and reports everything anew. */
  restart(): void;
}

interface Running {
  source: AnchorSource;
  strategy: RunningStrategy;
  /** Its last tick failed, so that what it knows may be old. */
  isBlind: boolean;
}

/**
 * For each chart the first locked reading in the order of the strategies, else the first that says why not. An unsure
 * one counts as locked when a later one, which reads what is painted, says the same.
 */
function chooseReadings(running: Running[], reference: number): SourcedReading[] {
  const chosen: SourcedReading[] = [];
  for (const { source, strategy, isBlind } of running)
    for (const reading of isBlind ? [] : strategy.read()) {
      const at = chosen.findIndex((c) => c.element === reading.element || isSameRect(c.pane, reading.pane));
      const old = chosen[at];
      if (!old) chosen.push({ ...reading, source });
      else {
        old.bars ??= reading.bars;
        if (old.state !== 'locked' && reading.state === 'locked')
          chosen[at] = areSameHeights(old.price, reading.price, reference)
            ? { ...old, state: 'locked' }
            : { ...reading, source };
      }
    }
  return chosen;
}

/**
 * Starts strategies and sends their reports as JSON text.
 * @param keyPrefix Makes the chart keys of two runners in one frame different.
 */
export function runStrategies(
  context: Omit<ProbeContext, 'changed'>,
  strategies: readonly AnchorStrategy[],
  keyPrefix: string,
  send: (detail: string) => void,
): StrategyRunner {
  const { window, isListening, isHidden } = context;
  const { document } = window;
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
  const readAll = () => {
    const readings = chooseReadings(running, context.referencePrice());
    for (const element of known.keys())
      if (!readings.some((r) => r.element === element)) lose(element, 'gone');
    for (const { element, ...body } of readings) report(element, body);
  };
  const loseAll = (reason: string) => {
    for (const element of known.keys()) safely(() => lose(element, reason));
  };
  const publish = () => {
    const isRead = safely(() => {
      if (isListening() && !isHidden()) readAll();
    });
    // A page that breaks what we read with leaves us blind: what was reported last may not be true any more.
    if (!isRead) loseAll('unreadable');
  };
  const inNextFrame = (work: () => void) => safely(() => window.requestAnimationFrame(work));
  /** What a hidden tab shows may be old news: hidden until two frames have had the chance to paint. */
  const onVisibility = () => {
    if (isHidden()) loseAll('hidden');
    // What was painted unseen is forgotten by then: the strategies must look again before they speak.
    else inNextFrame(() => inNextFrame(tick));
  };
  const watch = (how: 'addEventListener' | 'removeEventListener') => {
    document[how]('scroll', publish, true);
    document[how]('visibilitychange', onVisibility);
    window[how]('resize', publish);
  };
  const running: Running[] = [];
  for (const { source, start } of strategies)
    safely(() => running.push({ source, isBlind: false, strategy: start({ ...context, changed: publish }) }));
  const run = (how: 'addEventListener' | 'removeEventListener') => {
    safely(() => watch(how));
    for (const one of running) one.isBlind = !safely(() => isHidden() || one.strategy.tick());
    publish();
  };
  const tick = () => run('addEventListener');
  return {
    tick,
    stop: () => run('removeEventListener'),
    restart: () => {
      for (const old of known.values()) old.sent = '';
      tick();
    },
  };
}
