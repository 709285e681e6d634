/** What may go wrong, on command. Body faults apply to REST answers and to socket messages alike. */
export type FaultAction =
  | { kind: 'delay'; ms: number }
  /** REST: the connection is closed without an answer. Socket: the handshake fails, or the message is lost. */
  | { kind: 'drop' }
  | { kind: 'throttle'; bytesPerSecond: number }
  | { kind: 'corrupt' }
  /** Only the first part of the text arrives, 0..1. */
  | { kind: 'truncate'; keep: number }
  | { kind: 'html' }
  | { kind: 'absurd'; what: 'nan' | 'negative' | 'x1000' | 'backwards' | 'wrong-symbol' }
  | { kind: 'refuse'; status: number; retryAfterS?: number }
  /** Socket: closed without a close frame at the next tick. */
  | { kind: 'cut' }
  /** Socket: stays open, answers nothing any more, not even pings. */
  | { kind: 'half-open' }
  /** Socket: alive, without data. */
  | { kind: 'silence' };

export interface Fault {
  /** Exact host; every host when absent. */
  host?: string;
  /** Part of the path; every path when absent. */
  path?: string;
  on?: 'rest' | 'socket';
  /** How often it strikes before it is spent; for ever when absent. */
  times?: number;
  action: FaultAction;
}

interface Armed {
  id: number;
  fault: Fault;
  left: number;
}

/** The faults in force. */
export class FaultBox {
  #armed: Armed[] = [];
  #nextId = 1;
  #askedUntilMs = 0;
  #struck = 0;

  /** Puts a fault in force; returns the id for `remove`. */
  add(fault: Fault): number {
    const id = this.#nextId++;
    this.#armed.push({ id, fault, left: fault.times ?? Infinity });
    return id;
  }

  remove(id: number): void {
    this.#armed = this.#armed.filter((armed) => armed.id !== id);
  }

  clear(): void {
    this.#armed = [];
  }

  list(): { id: number; fault: Fault }[] {
    return this.#armed.map(({ id, fault }) => ({ id, fault }));
  }

  /** Until when refusals have asked their clients to wait, this machine's clock, Unix ms; 0 = none has. */
  get askedUntilMs(): number {
    return this.#askedUntilMs;
  }

  /** How often anything was struck so far. */
  get struck(): number {
    return this.#struck;
  }

  /** The actions that strike now; counts them down. */
  strike(on: 'rest' | 'socket', host: string, path: string): FaultAction[] {
    const hit = this.#armed.filter((armed) => strikes(armed.fault, on, host, path));
    for (const armed of hit) armed.left -= 1;
    this.#struck += hit.length;
    this.#armed = this.#armed.filter((armed) => armed.left > 0);
    for (const { fault } of hit) this.#noteWait(fault.action);
    return hit.map((armed) => armed.fault.action);
  }

  #noteWait(action: FaultAction): void {
    if (action.kind !== 'refuse' || action.retryAfterS === undefined) return;
    this.#askedUntilMs = Math.max(this.#askedUntilMs, Date.now() + action.retryAfterS * 1000);
  }
}

function strikes(fault: Fault, on: 'rest' | 'socket', host: string, path: string): boolean {
  return (
    (fault.on ?? on) === on &&
    (fault.host ?? host) === host &&
    (fault.path === undefined || path.includes(fault.path))
  );
}
