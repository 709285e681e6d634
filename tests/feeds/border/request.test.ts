import { describe, expect, it } from 'vitest';
import { codeRefusal, getRequest, opTexts, withQuery } from '../../../src/feeds/border/request';

describe('getRequest and withQuery', () => {
  it('write parameters in order and replace one', () => {
    const request = getRequest('https://x.y/z', { b: 1, a: 'two words' }, []);
    expect(request.url).toBe('https://x.y/z?b=1&a=two+words');
    expect(withQuery(request, 'b', 7).url).toBe('https://x.y/z?b=7&a=two+words');
    expect(getRequest('https://x.y/z', {}, []).url).toBe('https://x.y/z');
  });
});

describe('codeRefusal', () => {
  const read = codeRefusal({
    codeField: 'retCode',
    messageField: 'retMsg',
    good: '0',
    limited: ['10006'],
  });

  it('of the good code, as a number or as text, is null', () => {
    expect(read({ retCode: 0 })).toBeNull();
    expect(read({ retCode: '0', retMsg: 'OK' })).toBeNull();
  });

  it('of a code for too many requests, says so with the message', () => {
    expect(read({ retCode: 10_006, retMsg: 'slow' })).toEqual({
      kind: 'rate-limited',
      reason: 'code 10006: slow',
    });
  });

  it('of any other code, refuses with at most 80 letters of the message', () => {
    expect(read({ retCode: 7, retMsg: 'x'.repeat(200) })).toEqual({
      kind: 'refused',
      reason: `code 7: ${'x'.repeat(80)}`,
    });
    expect(read({ retCode: 7 })).toEqual({ kind: 'refused', reason: 'code 7: ' });
  });

  it.each([null, undefined, 5, 'text', {}, []])('of %j, refuses what has no code', (payload) => {
    expect(read(payload)).toEqual({ kind: 'refused', reason: 'lacks retCode' });
  });
});

describe('opTexts', () => {
  it('of two groups, is two texts to subscribe and two to leave', () => {
    expect(opTexts([['a', 'b'], ['c']])).toEqual({
      subscribe: ['{"op":"subscribe","args":["a","b"]}', '{"op":"subscribe","args":["c"]}'],
      unsubscribe: ['{"op":"unsubscribe","args":["a","b"]}', '{"op":"unsubscribe","args":["c"]}'],
    });
  });
});
