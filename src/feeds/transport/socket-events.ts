/** What a member of a shared connection is told. */
export interface SocketEvents {
  /** Connected and subscribed; `isFirst` is false after an interruption, which the caller heals by REST. */
  onUp(isFirst: boolean): void;
  onDown(): void;
  /** One parsed JSON message that concerns the member's contract. */
  onMessage(message: unknown): void;
  /** A frame that is no JSON; counted by the caller. */
  onGarbage(reason: string): void;
}
