import { DEFAULT_QUERY } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { InstrumentKey } from '../core/market/instrument';
import { feedById } from '../feeds/registry';
import { runFeed } from '../feeds/run-feed';
import type { Transport } from '../feeds/transport/transport';
import type { EngineLink } from './engine-link';
import type { InstrumentDesk } from './instrument-desk';

/** A poll that takes longer than this has missed its minute. */
const LIMIT_MS = 50_000;

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
  const frames = await Promise.all(keys.map((key) => pollOne(key, options, ended).catch(() => null)));
  return frames.filter((frame) => frame !== null);
}

async function pollOne(
  key: InstrumentKey,
  options: PollOptions,
  ended: AbortSignal,
): Promise<HeatmapFrame | null> {
  const { link, transport, desk, wantedHistoryMs } = options;
  const [exchange, symbol] = splitKey(key);
  const feed = feedById(exchange);
  const resolved = await desk.resolve({ siteId: '', exchange, symbol, market: 'perp' });
  if (!feed || resolved.kind !== 'listed') return null;
  const { instrument } = resolved;
  const signal = AbortSignal.any([ended, AbortSignal.timeout(LIMIT_MS)]);
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
