/** Half a second: the mean of what the Date header cuts off. */
const HEADER_CUT_MS = 500;
const SAMPLES = 9;
/** A reading this far from the others means that a clock was set, if the next one says the same. */
const JUMP_MS = 5000;

/** How far the exchanges' clocks are from this machine's, by host. */
export interface ServerClock {
  /** A reading of the host's clock taken between `sentMs` and `receivedMs` of ours. */
  note(host: string, serverMs: number, sentMs: number, receivedMs: number): void;
  /** Ms to add to our clock; 0 before the first reading or while the difference is below the reading's error. */
  offsetMs(host: string): number;
  /** The last reading contradicts the others: nothing final should be concluded from the time before the next one. */
  isDoubtful(host: string): boolean;
}

interface Readings {
  offsets: number[];
  /** Of the offsets; asked for with each message. */
  medianMs: number;
  /** The last reading when it stood alone, null when it was like the others. */
  suspect: number | null;
}

/**
 * Offset = median of the last readings; differences below 1.5 s are within the error of a Date header. One strange
 * reading counts for nothing, two that agree replace all older ones: a clock was set, ours or theirs.
 */
export function createServerClock(): ServerClock {
  const hosts = new Map<string, Readings>();
  return {
    note(host, serverMs, sentMs, receivedMs) {
      const readings = hosts.get(host) ?? { offsets: [], medianMs: 0, suspect: null };
      hosts.set(host, readings);
      take(readings, serverMs + HEADER_CUT_MS - (sentMs + receivedMs) / 2, (receivedMs - sentMs) / 2);
    },
    offsetMs(host) {
      const medianMs = hosts.get(host)?.medianMs ?? 0;
      return Math.abs(medianMs) < 1500 ? 0 : Math.round(medianMs);
    },
    isDoubtful: (host) => (hosts.get(host)?.suspect ?? null) !== null,
  };
}

function take(readings: Readings, offsetMs: number, errorMs: number): void {
  const { offsets, suspect } = readings;
  const limitMs = JUMP_MS + errorMs;
  const isStrange = offsets.length > 0 && Math.abs(offsetMs - readings.medianMs) > limitMs;
  const isConfirmed = isStrange && suspect !== null && Math.abs(offsetMs - suspect) <= limitMs;
  readings.suspect = isStrange && !isConfirmed ? offsetMs : null;
  if (isConfirmed) readings.offsets = [suspect, offsetMs];
  else if (!isStrange) offsets.push(offsetMs);
  if (readings.offsets.length > SAMPLES) readings.offsets.shift();
  readings.medianMs = medianOf(readings.offsets);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
