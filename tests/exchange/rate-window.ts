/** Weight used in the present fixed window; time is real time, as an exchange counts it. */
export class RateWindow {
  readonly #windowMs: number;
  readonly #limit: number;
  readonly #nowMs: () => number;
  #windowStartMs = 0;
  #used = 0;

  constructor(limit: number, windowMs: number, nowMs: () => number = Date.now) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#nowMs = nowMs;
  }

  /** Counts a request and tells whether it is still within the limit. */
  spend(weight: number): { used: number; isAllowed: boolean; retryAfterS: number } {
    const nowMs = this.#nowMs();
    const startMs = Math.floor(nowMs / this.#windowMs) * this.#windowMs;
    if (startMs !== this.#windowStartMs) {
      this.#windowStartMs = startMs;
      this.#used = 0;
    }
    this.#used += weight;
    const retryAfterS = Math.max(1, Math.ceil((startMs + this.#windowMs - nowMs) / 1000));
    return { used: this.#used, isAllowed: this.#used <= this.#limit, retryAfterS };
  }
}
