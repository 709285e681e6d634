import { backOffMs } from './back-off';
import type { Environment } from './environment';

/** A connection that held this long was good: the back-off starts anew. */
const STABLE_MS = 60_000;
const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** An address that does not answer is knocked at this often at first, so that heat is back soon after an outage .. */
const KNOCK_MS = 3000;
/** .. and after a long one less often: waiting is this share of the outage, up to the longest pause of all. */
const KNOCK_SHARE = 0.01;
/**
 * Browsers hold back the next handshake after each that failed, Firefox by half as much again each time and up to a
 * minute. While requests are not answered either, a handshake is tried only when the outage has lasted so much longer
 * than at the last one; the first request that is answered wakes us.
 */
const SILENT_GROWTH = 4;

/** When one socket tries its next handshake. */
export class ReconnectPace {
  /** Connections in a row that were lost again too soon. */
  private losses = 0;
  /** Handshakes in a row that came to nothing, and when they began. */
  private refusals = 0;
  private refusedSinceMs = 0;
  private lastTryMs = 0;

  constructor(private readonly environment: Pick<Environment, 'now' | 'random'>) {}

  /** When the last handshake began, Unix ms. */
  get triedMs(): number {
    return this.lastTryMs;
  }

  /** Whether the address did not let us in the last time. */
  get isRefused(): boolean {
    return this.refusals > 0;
  }

  /** A handshake begins. */
  noteTry(): void {
    this.lastTryMs = this.environment.now();
  }

  /** The handshake has succeeded. */
  noteAnswer(): void {
    this.refusals = 0;
  }

  /** Pause after a connection that was up, ms: longer each time. */
  afterLossMs(): number {
    if (this.environment.now() - this.lastTryMs > STABLE_MS) this.losses = 0;
    const random = this.environment.random();
    const pauseMs = backOffMs(this.losses, SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS, random);
    this.losses += 1;
    return pauseMs;
  }

  /** Pause after a handshake in vain, ms; one socket a host knocks, the others wait for it. */
  afterRefusalMs(isKnocking: boolean): number {
    const nowMs = this.environment.now();
    if (this.refusals === 0) this.refusedSinceMs = nowMs;
    this.refusals += 1;
    const knockMs = Math.min(
      LONGEST_PAUSE_MS,
      Math.max(KNOCK_MS, (nowMs - this.refusedSinceMs) * KNOCK_SHARE),
    );
    const capMs = isKnocking ? knockMs : LONGEST_PAUSE_MS;
    return backOffMs(this.refusals - 1, SHORTEST_PAUSE_MS, capMs, this.environment.random());
  }

  /** Whether the next handshake would only lengthen the browser's own pause, should nothing else be answered. */
  isTooEarly(): boolean {
    if (this.refusals === 0) return false;
    const triedAfterMs = this.lastTryMs - this.refusedSinceMs;
    return this.environment.now() - this.refusedSinceMs < SILENT_GROWTH * triedAfterMs;
  }
}
