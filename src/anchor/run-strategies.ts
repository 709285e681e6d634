import { createChartReports } from './chart-reports';
import { chooseReadings, type Running } from './choose-readings';
import { safely } from './safely';
import type { AnchorStrategy, ProbeContext } from './strategy';

/** Runs strategies in one frame and reports what changes. */
export interface StrategyRunner {
  /** Twice a second and with a new reference price: reads all charts, and puts back listeners that were dropped. */
  tick(): void;
  /** Takes the listeners off again. */
  stop(): void;
  /** Somebody new listens: listens again itself and reports everything anew. */
  restart(): void;
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
  const { loseAll, update, restart } = createChartReports(keyPrefix, send);
  const publish = () => {
    const isRead = safely(() => {
      if (isListening() && !isHidden()) update(chooseReadings(running, context.referencePrice()));
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
      restart();
      tick();
    },
  };
}
