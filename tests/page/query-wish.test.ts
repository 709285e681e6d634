import { describe, expect, it } from 'vitest';
import { DEFAULT_QUERY, type FrameQuery } from '../../src/core/frame/frame-query';
import type { PageMessage } from '../../src/messages/page-protocol';
import { createQueryWish } from '../../src/page/query-wish';

describe('createQueryWish', () => {
  it('says each change once', () => {
    const sent: PageMessage[] = [];
    let query: FrameQuery | null = null;
    const wish = createQueryWish({ wanted: () => query, send: (message) => sent.push(message) });
    wish.say();
    wish.say();
    query = { ...DEFAULT_QUERY };
    wish.say();
    query = { ...DEFAULT_QUERY };
    wish.say();
    expect(sent).toEqual([
      { type: 'want-frames', query: null },
      { type: 'want-frames', query: DEFAULT_QUERY },
    ]);
  });

  it('tells a new background everything, and nothing twice after it', () => {
    const sent: PageMessage[] = [];
    const wish = createQueryWish({ wanted: () => DEFAULT_QUERY, send: (message) => sent.push(message) });
    wish.say();
    expect(wish.introduce()).toEqual({ type: 'want-frames', query: DEFAULT_QUERY });
    wish.say();
    expect(sent).toHaveLength(1);
  });
});
