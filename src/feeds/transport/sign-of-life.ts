/** What requests of all hosts say about the network. Times are of our clock, Unix ms. */
export interface SignOfLife {
  noteAnswer(nowMs: number): void;
  noteSilence(nowMs: number): void;
  /** Hosts were asked since `sinceMs` and none of them answered: the network is away, not one host. */
  isSilentSince(sinceMs: number): boolean;
}

/** Without requests nothing is known, and nothing counts as silent. */
export function createSignOfLife(): SignOfLife {
  let answeredMs = 0;
  let silentMs = 0;
  return {
    noteAnswer: (nowMs) => {
      answeredMs = nowMs;
    },
    noteSilence: (nowMs) => {
      silentMs = nowMs;
    },
    isSilentSince: (sinceMs) => silentMs >= sinceMs && answeredMs < sinceMs,
  };
}
