/** Canvases whose 2D context the browser has taken away: they show nothing, and what is painted on them is nowhere. */
export interface LostContexts {
  /** Begins to listen; again after `document.open()`, which drops listeners. */
  listen(): void;
  /** Whether there is any in the page: a browser that lacks memory takes them from whole charts. */
  isAny(): boolean;
  stop(): void;
}

/** @param onChange Called when a context is lost or restored. The page cannot forge that. */
export function watchLostContexts(document: Document, onChange: () => void): LostContexts {
  let lost: Element[] = [];
  const note = ({ type, target, isTrusted }: Event) => {
    if (!isTrusted) return;
    lost = lost.filter((canvas) => canvas !== target);
    if (type === 'contextlost') lost.push(target as Element);
    onChange();
  };
  const listenBy = (how: 'addEventListener' | 'removeEventListener') => {
    for (const type of ['contextlost', 'contextrestored']) document[how](type, note, true);
  };
  return {
    listen: () => listenBy('addEventListener'),
    stop: () => listenBy('removeEventListener'),
    isAny: () => {
      lost = lost.filter((canvas) => canvas.isConnected);
      return lost.length > 0;
    },
  };
}
