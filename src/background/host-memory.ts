import { storage } from 'wxt/utils/storage';
import type { HostState } from '../feeds/transport/host-circuit';
import type { Transport } from '../feeds/transport/transport';

const SAVE_EVERY_MS = 5000;

/** Background only, like every session item: a region block must outlive the service worker that met it. */
const stored = storage.defineItem<HostState[]>('session:hosts', { fallback: [] });

/** Brings back what the last background knew of the hosts, and keeps it. */
export function rememberHosts(transport: Transport): { save(): void } {
  let savedMs = 0;
  void stored.getValue().then((hosts) => transport.recallHosts(hosts));
  return {
    save() {
      const now = Date.now();
      if (now - savedMs < SAVE_EVERY_MS) return;
      savedMs = now;
      void stored.setValue(transport.hosts());
    },
  };
}
