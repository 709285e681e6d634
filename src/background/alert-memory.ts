import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { type AlertMemory, emptyAlertMemory } from '../core/alerts/alert-state';
import type { InstrumentKey } from '../core/market/instrument';

const keyOf = (instrument: InstrumentKey) => `alertMemory:${instrument}`;

const MEMORY_SCHEMA = v.object({
  armed: v.record(v.string(), v.boolean()),
  lastFiredMs: v.record(v.string(), v.number()),
  fired: v.record(v.string(), v.array(v.number())),
  sizes: v.record(v.string(), v.array(v.tuple([v.number(), v.number()]))),
  lives: v.record(
    v.string(),
    v.picklist(['building', 'near', 'touched', 'partly-cleared', 'cleared', 'faded']),
  ),
});

/** Kept beyond the life of the background, so that a restart does not ring twice. */
export async function loadAlertMemory(instrument: InstrumentKey): Promise<AlertMemory> {
  const key = keyOf(instrument);
  const stored: unknown = (await browser.storage.local.get(key))[key];
  const parsed = v.safeParse(MEMORY_SCHEMA, stored);
  return parsed.success ? parsed.output : emptyAlertMemory();
}

export async function saveAlertMemory(instrument: InstrumentKey, memory: AlertMemory): Promise<void> {
  await browser.storage.local.set({ [keyOf(instrument)]: memory });
}
