import type { PanelActions } from '../../src/panel/panel-model';

/** Actions that write their calls down and do nothing else. */
export function recordingActions(): { actions: PanelActions; calls: [string, ...unknown[]][] } {
  const calls: [string, ...unknown[]][] = [];
  const record =
    (name: string) =>
    (...args: unknown[]): void => {
      calls.push([name, ...args]);
    };
  const actions: PanelActions = {
    setLook: record('setLook'),
    setQuery: record('setQuery'),
    setReplay: record('setReplay'),
    loadInstrument: record('loadInstrument'),
    retrySource: record('retrySource'),
    togglePanel: record('togglePanel'),
    toggleLayer: record('toggleLayer'),
    startCalibration: record('startCalibration'),
    copyReport: async () => {
      calls.push(['copyReport']);
      return true;
    },
    openOptions: record('openOptions'),
    exportPicture: record('exportPicture'),
    savePlan: record('savePlan'),
    markPlan: record('markPlan'),
    setAlerts: record('setAlerts'),
  };
  return { actions, calls };
}
