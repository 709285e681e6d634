/** The simulated hour that feeds and exchange share, and what the two threads tell each other at each step of it. */
export const NOW_MS = 1_795_275_130_000;
/** The shortest period at which an exchange of the list pushes. */
export const STEP_MS = 100;

export interface TrafficStep {
  nowMs: number;
  opened: { id: number; address: string }[];
  sent: [socketId: number, text: string][];
  closed: number[];
  requests: { address: string; method: string; body: string }[];
}

export interface TrafficAnswer {
  texts: [socketId: number, text: string][];
  replies: { status: number; headers: Record<string, string>; body: string }[];
}

/** Asks for the forced closings of an exchange, as the market knows them. */
export interface TruthQuestion {
  exchange: string;
  coin: string;
  fromMs: number;
  toMs: number;
}

export interface ClosingSum {
  closings: number;
  base: number;
}

export function sumOf(rows: readonly { base: number }[]): ClosingSum {
  return { closings: rows.length, base: rows.reduce((total, { base }) => total + base, 0) };
}
