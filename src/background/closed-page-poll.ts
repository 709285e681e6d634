import { DEFAULT_QUERY } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { InstrumentKey } from '../core/market/instrument';
import { feedById } from '../feeds/registry';
import { runFeed } from '../feeds/run-feed';
import type { Transport } from '../feeds/transport/transport';
import type { EngineLink } from './engine-link';
import { inLanes } from './in-lanes';
import type { InstrumentDesk } from './instrument-desk';

/** A poll that takes longer than this has missed its minute. */
const LIMIT_MS = 50_000;
/** So many of one exchange at a time: a chart in sight shares the estimator with them. */
const LANES = 3;
/** When each was last brought up to date: where a minute is too short for all, others come first in the next. */
const doneMs = new Map<InstrumentKey, number>();

interface PollOptions {
  link: EngineLink;
  transport: Transport;
  desk: InstrumentDesk;
  wantedHistoryMs: number;
}

/** Brings instruments that no open page shows up to date, once, and gives their frames. */
export async function pollClosedPages(
  keys: readonly InstrumentKey[],
  options: PollOptions,
  ended: AbortSignal,
): Promise<HeatmapFrame[]> {
  const signal = AbortSignal.any([ended, AbortSignal.timeout(LIMIT_MS)]);
  const lanes = { lanes: LANES, groupOf: (key: InstrumentKey) => splitKey(key)[0] };
  const longestAgoFirst = keys.toSorted((a, b) => (doneMs.get(a) ?? 0) - (doneMs.get(b) ?? 0));
  const frames = await inLanes(longestAgoFirst, lanes, (key) => pollOne(key, options, signal));
  return frames.filter((frame) => frame !== null);
}

async function pollOne(
  key: InstrumentKey,
  options: PollOptions,
  signal: AbortSignal,
): Promise<HeatmapFrame | null> {
  signal.throwIfAborted();
  const { link, transport, desk, wantedHistoryMs } = options;
  const [exchange, symbol] = splitKey(key);
  const feed = feedById(exchange);
  const resolved = await desk.resolve({ siteId: '', exchange, symbol, market: 'perp' });
  if (!feed || resolved.kind !== 'listed') return null;
  const { instrument } = resolved;
  const resume = await link.insist((engine) => engine.resumePoint(instrument), signal);
  const sources: Parameters<typeof statusKeeper>[0] = [];
  await runFeed({
    feed,
    instrument,
    resume,
    wantedHistoryMs,
    mode: 'once',
    transport,
    signal,
    priority: () => 'idle',
    onEvents: (...batch) => link.insist((engine) => engine.ingest(instrument, ...batch), signal),
    onStatus: statusKeeper(sources),
  });
  doneMs.set(key, Date.now());
  return link.insist((engine) => engine.frame(instrument, DEFAULT_QUERY, sources.slice(-1)), signal);
}

function statusKeeper(into: HeatmapFrame['sources']) {
  return (status: HeatmapFrame['sources'][number]): void => {
    into.push(status);
  };
}

function splitKey(key: InstrumentKey): [string, string] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon), key.slice(colon + 1)];
}
