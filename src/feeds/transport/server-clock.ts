/** Half a second: the mean of what the Date header cuts off. */
const HEADER_CUT_MS = 500;
const SAMPLES = 9;

/** How far the exchanges' clocks are from this machine's, by host. */
export interface ServerClock {
  /** A reading of the host's clock taken between `sentMs` and `receivedMs` of ours. */
  note(host: string, serverMs: number, sentMs: number, receivedMs: number): void;
  /** Ms to add to our clock; 0 before the first reading or while the difference is below the reading's error. */
  offsetMs(host: string): number;
}

/** Offset = median of the last readings; differences below 1.5 s are within the error of a Date header. */
export function createServerClock(): ServerClock {
  const readings = new Map<string, number[]>();
  return {
    note(host, serverMs, sentMs, receivedMs) {
      const list = readings.get(host) ?? [];
      list.push(serverMs + HEADER_CUT_MS - (sentMs + receivedMs) / 2);
      if (list.length > SAMPLES) list.shift();
      readings.set(host, list);
    },
    offsetMs(host) {
      const sorted = [...(readings.get(host) ?? [])].sort((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
      return Math.abs(median) < 1500 ? 0 : Math.round(median);
    },
  };
}
