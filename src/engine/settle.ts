import { advance } from './advance';
import { type EngineContext, noteFault } from './engine-context';
import type { InstrumentRuntime } from './instrument-runtime';
import { sealReady } from './seal';

/**
 * Brings an instrument up to its newest closed bar and seals what is ready. With a store in trouble everything stays
 * provisional and is tried again.
 */
export async function settle(context: EngineContext, runtime: InstrumentRuntime): Promise<void> {
  await advance(runtime, context.slices);
  try {
    const nowMs = context.now() + runtime.clockOffsetMs;
    const sealed = await sealReady(runtime, await context.database(), nowMs, context.slices);
    if (sealed > 0) context.fault = null;
  } catch (error) {
    noteFault(context, error);
  }
}
