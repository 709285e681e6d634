import type { AxisMapping } from '../core/axis/axis-mapping';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { LookSettings } from '../core/settings/settings';
import type { AnchorReport } from '../messages/page-protocol';
import { HeatLayer } from '../overlay/heat-layer';

const IS_E2E = import.meta.env.MODE === 'e2e';

interface ChartLayersOptions {
  document: Document;
  onReport(report: AnchorReport): void;
  signal: AbortSignal;
}

/** Every chart of this frame gets a layer of its own; what they show is the same frame of data. */
export interface ChartLayers {
  /** Draws at once: called inside the event that carries the mapping, so that chart and heat share a frame. */
  setMapping(mapping: AxisMapping, element: Element): void;
  lose(chartKey: string, reason: string): void;
  setFrame(frame: HeatmapFrame | null): void;
  setLook(look: LookSettings): void;
  /** Null shows the layers again. */
  setHidden(reason: string | null): void;
  lockedCount(): number;
}

function reportOf(mapping: AxisMapping): AnchorReport {
  return {
    state: mapping.state,
    source: mapping.source,
    hasPrice: mapping.price !== null,
    hasTime: mapping.time !== null,
    reason: mapping.reason ?? '',
    rmsPx: mapping.price?.rmsPx ?? 0,
  };
}

export function createChartLayers(options: ChartLayersOptions): ChartLayers {
  const layers = new Map<string, HeatLayer>();
  const locked = new Set<string>();
  let frame: HeatmapFrame | null = null;
  let look: LookSettings | null = null;
  let hiddenReason: string | null = null;
  let reported = '';

  const report = (next: AnchorReport) => {
    const text = `${next.state} ${next.source} ${next.hasPrice} ${next.hasTime} ${next.reason}`;
    if (text === reported) return;
    reported = text;
    options.onReport(next);
  };

  const layerFor = (mapping: AxisMapping, element: Element): HeatLayer => {
    const known = layers.get(mapping.chartKey);
    if (known) return known;
    const layer = new HeatLayer({
      document: options.document,
      isOpenForTests: IS_E2E,
      signal: options.signal,
    });
    layer.attach(element, mapping);
    if (look) layer.setLook(look);
    layer.setFrame(frame);
    if (hiddenReason !== null) layer.hide(hiddenReason);
    layers.set(mapping.chartKey, layer);
    return layer;
  };

  return {
    setMapping(mapping, element) {
      report(reportOf(mapping));
      if (mapping.state !== 'locked') {
        locked.delete(mapping.chartKey);
        layers.get(mapping.chartKey)?.hide(mapping.reason ?? mapping.state);
        return;
      }
      locked.add(mapping.chartKey);
      const layer = layerFor(mapping, element);
      layer.attach(element, mapping);
      if (hiddenReason === null) layer.setMapping(mapping);
    },
    lose(chartKey, reason) {
      locked.delete(chartKey);
      layers.get(chartKey)?.destroy();
      layers.delete(chartKey);
      if (locked.size === 0) {
        report({ state: 'lost', source: null, hasPrice: false, hasTime: false, reason, rmsPx: 0 });
      }
    },
    setFrame(next) {
      frame = next;
      for (const layer of layers.values()) layer.setFrame(next);
    },
    setLook(next) {
      look = next;
      for (const layer of layers.values()) layer.setLook(next);
    },
    setHidden(reason) {
      if (reason === hiddenReason) return;
      hiddenReason = reason;
      for (const layer of layers.values()) {
        if (reason !== null) layer.hide(reason);
        else layer.show();
      }
    },
    lockedCount: () => locked.size,
  };
}
