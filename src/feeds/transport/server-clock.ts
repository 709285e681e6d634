/** Half a second: the mean of what the Date header cuts off. */
const HEADER_CUT_MS = 500;
const SAMPLES = 9;
/** Differences up to this are within the error of a Date header. */
const HEADER_ERROR_MS = 1500;
/** Readings no more uncertain than this above the surest count as much as it. */
const EQUALLY_SURE_MS = 250;
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

interface Reading {
  offsetMs: number;
  /** The true offset may be this far away on either side: half the time between question and answer. */
  errorMs: number;
}

interface Readings {
  held: Reading[];
  /** What the surest of them say; asked for with each message. */
  believed: Reading;
  /** The last reading when it stood alone, null when it was like the others. */
  suspect: Reading | null;
}

/**
 * Offset = median of the surest of the last readings: while a page of history is loaded a question may wait for seconds
 * before it is sent, and what it tells is then wrong by half of that. One strange reading counts for nothing, two that
 * agree replace all older ones: a clock was set, ours or theirs.
 */
export function createServerClock(): ServerClock {
  const hosts = new Map<string, Readings>();
  return {
    note(host, serverMs, sentMs, receivedMs) {
      const readings = hosts.get(host) ?? { held: [], believed: { offsetMs: 0, errorMs: 0 }, suspect: null };
      hosts.set(host, readings);
      const offsetMs = serverMs + HEADER_CUT_MS - (sentMs + receivedMs) / 2;
      take(readings, { offsetMs, errorMs: (receivedMs - sentMs) / 2 });
    },
    offsetMs(host) {
      const { offsetMs, errorMs } = hosts.get(host)?.believed ?? { offsetMs: 0, errorMs: 0 };
      return Math.abs(offsetMs) < HEADER_ERROR_MS + errorMs ? 0 : Math.round(offsetMs);
    },
    isDoubtful: (host) => (hosts.get(host)?.suspect ?? null) !== null,
  };
}

function take(readings: Readings, reading: Reading): void {
  const { held, believed, suspect } = readings;
  const isStrange = held.length > 0 && contradicts(reading, believed);
  const isConfirmed = isStrange && suspect !== null && !contradicts(reading, suspect);
  readings.suspect = isStrange && !isConfirmed ? reading : null;
  if (isConfirmed) readings.held = [suspect, reading];
  else if (!isStrange) held.push(reading);
  if (readings.held.length > SAMPLES) readings.held.shift();
  readings.believed = surestOf(readings.held);
}

function contradicts(a: Reading, b: Reading): boolean {
  return Math.abs(a.offsetMs - b.offsetMs) > JUMP_MS + a.errorMs + b.errorMs;
}

function surestOf(held: readonly Reading[]): Reading {
  const errorMs = Math.min(...held.map((reading) => reading.errorMs));
  const sure = held.filter((reading) => reading.errorMs <= errorMs + EQUALLY_SURE_MS);
  return { offsetMs: medianOf(sure.map(({ offsetMs }) => offsetMs)), errorMs };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
