/**
 * The exchange's own time. It starts at the machine's time and runs with it; tests and replays may let it run faster,
 * stop it or jump.
 */
export class MarketClock {
  #realAtAnchorMs: number;
  #marketAtAnchorMs: number;
  #speed: number;
  #generation = 0;
  readonly #realNow: () => number;

  constructor(options: { startMs?: number; speed?: number; realNow?: () => number } = {}) {
    this.#realNow = options.realNow ?? Date.now;
    this.#realAtAnchorMs = this.#realNow();
    this.#marketAtAnchorMs = options.startMs ?? this.#realAtAnchorMs;
    this.#speed = options.speed ?? 1;
  }

  nowMs(): number {
    return this.#marketAtAnchorMs + (this.#realNow() - this.#realAtAnchorMs) * this.#speed;
  }

  get speed(): number {
    return this.#speed;
  }

  /** Rises with each jump, so that sockets know the time in between was never played. */
  get generation(): number {
    return this.#generation;
  }

  /** 1 = real time, 60 = a minute a second, 0 = paused. */
  setSpeed(speed: number): void {
    if (!(speed >= 0)) throw new RangeError(`invalid speed: ${speed}`);
    this.#anchorAt(this.nowMs());
    this.#speed = speed;
  }

  jumpTo(marketMs: number): void {
    this.#anchorAt(marketMs);
    this.#generation += 1;
  }

  #anchorAt(marketMs: number): void {
    this.#marketAtAnchorMs = marketMs;
    this.#realAtAnchorMs = this.#realNow();
  }
}
