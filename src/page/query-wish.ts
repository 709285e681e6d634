import type { FrameQuery } from '../core/frame/frame-query';
import type { PageMessage } from '../messages/page-protocol';

interface QueryWishOptions {
  /** What this frame wants to see now; null: nothing. */
  wanted(): FrameQuery | null;
  send(message: PageMessage): void;
}

/** Says which frames this page wants, once for each change of mind. */
export interface QueryWish {
  /** Call whenever the wish may have changed. */
  say(): void;
  /** The wish as part of an introduction to a background that knows nothing. */
  introduce(): PageMessage;
}

export function createQueryWish({ wanted, send }: QueryWishOptions): QueryWish {
  let said = '';
  const note = (query: FrameQuery | null): boolean => {
    const before = said;
    said = JSON.stringify(query);
    return said !== before;
  };
  return {
    say() {
      const query = wanted();
      if (note(query)) send({ type: 'want-frames', query });
    },
    introduce() {
      const query = wanted();
      note(query);
      return { type: 'want-frames', query };
    },
  };
}
