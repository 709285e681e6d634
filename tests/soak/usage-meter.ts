import { readFileSync } from 'node:fs';
import type { CDPSession, Target } from 'puppeteer';
import { askBackground } from '../browsers/read-usage';
import { evaluateInBackground } from './in-background';
import type { SoakStage } from './soak-stage';

/** What a process of the browser is there for. */
export type Role = 'extension' | 'page' | 'browser' | 'other';

/** Processor seconds and memory of all processes of one role. */
export interface RoleUsage {
  cpuS: number;
  /** Memory of its own and its share of what it shares with others. */
  memoryMb: number;
  processes: number;
}

/** Usage of Chromium's processes since they were started, by role; needs Linux, where the system tells them apart. */
export async function readUsage({ launched }: SoakStage): Promise<Record<Role, RoleUsage>> {
  const session = await launched.browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const usage = Object.fromEntries(
    (['extension', 'page', 'browser', 'other'] as const).map((role) => [
      role,
      { cpuS: 0, memoryMb: 0, processes: 0 },
    ]),
  ) as Record<Role, RoleUsage>;
  for (const { id, type, cpuTime } of processInfo) {
    const sum = usage[roleOf(id, type)];
    sum.cpuS += cpuTime;
    sum.memoryMb += memoryOf(id);
    sum.processes += 1;
  }
  return usage;
}

function roleOf(pid: number, type: string): Role {
  if (type === 'browser') return 'browser';
  if (type !== 'renderer') return 'other';
  return readProcess(pid, 'cmdline').includes('--extension-process') ? 'extension' : 'page';
}

function memoryOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+)/m.exec(readProcess(pid, 'smaps_rollup'))?.[1] ?? '0';
  return Number(kilobytes) / 1024;
}

/** Empty when the process is gone. */
function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Percent of a core that each role used during `ms`. */
export async function measureCpu(stage: SoakStage, ms: number): Promise<Record<Role, number>> {
  const before = await readUsage(stage);
  const startMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, ms));
  const after = await readUsage(stage);
  const seconds = (performance.now() - startMs) / 1000;
  const share = (role: Role) => ((after[role].cpuS - before[role].cpuS) / seconds) * 100;
  return {
    extension: share('extension'),
    page: share('page'),
    browser: share('browser'),
    other: share('other'),
  };
}

/** Reachable bytes of JavaScript, in MB: page with our scripts, service worker, the engine's Worker. */
export interface Heaps {
  page: number;
  background: number;
  engine: number;
}

export async function readHeaps(stage: SoakStage): Promise<Heaps> {
  const { browser, extensionId } = stage.launched;
  const isOurs = (target: Target) => target.url().includes(extensionId);
  const background = await browser.waitForTarget((t) => t.type() === 'service_worker' && isOurs(t));
  const offscreen = await browser.waitForTarget((t) => t.url().endsWith('/offscreen.html'));
  const [engine] = (await offscreen.asPage()).workers();
  if (!engine) throw new Error('the offscreen document has no Worker');
  const worker = await background.worker();
  if (!worker) throw new Error('the service worker is not running');
  return {
    page: await heapOf(await stage.page.createCDPSession()),
    background: await heapOf(worker.client),
    engine: await heapOf(engine.client),
  };
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** What page, our scripts in it and the service worker hold on to; `listeners`, `nodes`, `documents` of the page alone. */
export interface Holdings {
  listeners: number;
  nodes: number;
  documents: number;
  /** Mutation, resize and intersection observers in the page's world and in ours. */
  observers: number;
  /** Ports of the service worker that were opened and not closed since they are counted. */
  ports: number;
}

export async function readHoldings({ page, launched }: SoakStage): Promise<Holdings> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  const worlds = await scriptWorlds(session);
  let observers = 0;
  for (const world of worlds) observers += await countAlive(session, OBSERVERS, world);
  await session.detach();
  return {
    listeners: of('JSEventListeners'),
    nodes: of('Nodes'),
    documents: of('Documents'),
    observers,
    ports: Number(await evaluateInBackground(launched, COUNT_PORTS)),
  };
}

const OBSERVERS = [
  'MutationObserver.prototype',
  'ResizeObserver.prototype',
  'IntersectionObserver.prototype',
];
/** Counts from its first evaluation on; a service worker that started anew has no ports of before. */
const COUNT_PORTS = `
  if (globalThis.openPorts === undefined) {
    globalThis.openPorts = 0;
    chrome.runtime.onConnect.addListener((port) => {
      globalThis.openPorts += 1;
      port.onDisconnect.addListener(() => { globalThis.openPorts -= 1; });
    });
  }
  globalThis.openPorts`;

/** Ids of the page's own world and of our isolated one. */
async function scriptWorlds(session: CDPSession): Promise<number[]> {
  const ids: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const isPage = context.auxData?.isDefault === true;
    if (isPage || context.origin.startsWith('chrome-extension://')) ids.push(context.id);
  });
  await session.send('Runtime.enable');
  return ids;
}

/** Objects of these kinds (expressions for their prototypes) that something still refers to. */
async function countAlive(session: CDPSession, kinds: readonly string[], contextId: number): Promise<number> {
  let count = 0;
  for (const expression of kinds) {
    const { result } = await session.send('Runtime.evaluate', { expression, contextId });
    if (result.objectId === undefined) continue;
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
    const { result: length } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: 'function () { return this.length }',
    });
    count += Number(length.value);
  }
  await session.send('Runtime.releaseObjectGroup', { objectGroup: '' });
  return count;
}

/** Switches our scripts on the watched site on or off, as the popup does. */
export async function switchSite(stage: SoakStage, isOn: boolean): Promise<void> {
  const request = { to: 'background', type: 'switch-site', siteId: 'binance', url: '', isOn };
  await askBackground(stage.launched, request);
  await stage.page.bringToFront();
}
