import { openChannel } from './channel';
import { PROBE_STRATEGIES } from './registry';
import { runStrategies } from './run-strategies';
import { safely } from './safely';
import { hiddenReader } from './visibility';

const STARTED = Symbol.for('liqlens.probe');

/**
 * Starts the probe in a frame's MAIN world: it finds the axes of the charts in this frame and tells the isolated
 * script about them. It only reads. Never throws; starting twice in one document does nothing. (A frame may keep its
 * window when its first empty document is replaced.)
 */
export function startProbe(window: Window & typeof globalThis): void {
  // A page that forbids all this is a page without a layer.
  safely(() => {
    const started = window as unknown as Record<symbol, Document>;
    if (started[STARTED] === window.document) return;
    started[STARTED] = window.document;
    const isHidden = hiddenReader(window);
    const channel = openChannel(window, isHidden);
    channel.start(runStrategies({ window, isHidden, ...channel }, PROBE_STRATEGIES, 'c', channel.send));
  });
}
