import { freshHost, type HostState, noteReturn } from './host-circuit';

/** What is known of every host that was asked. */
export interface HostRegister {
  /** The living state of a host, fresh when it was never asked. */
  of(host: string): HostState;
  /** All of them, as copies. */
  copies(): HostState[];
  /** Takes over states of an earlier context; what is known already stays. */
  recall(states: readonly HostState[]): void;
  /** Forgets the trouble of a host. */
  forgive(host: string): void;
  /** Something answered after a silence: no host has to wait for having been silent. */
  noteReturn(): void;
}

/** A register that begins with `states` of an earlier context; what changes later stays in the register. */
export function createHostRegister(states: readonly HostState[]): HostRegister {
  const hosts = new Map<string, HostState>();
  const recall = (known: readonly HostState[]) => {
    for (const state of known) if (!hosts.has(state.host)) hosts.set(state.host, { ...state });
  };
  const of = (host: string): HostState => {
    const state = hosts.get(host) ?? freshHost(host);
    hosts.set(host, state);
    return state;
  };
  recall(states);
  return {
    of,
    recall,
    copies: () => [...hosts.values()].map((state) => ({ ...state })),
    forgive(host) {
      const state = of(host);
      state.trouble = null;
      state.failures = 0;
    },
    noteReturn() {
      for (const state of hosts.values()) noteReturn(state);
    },
  };
}
