import { describe, expect, it, vi } from 'vitest';
import { watchNative } from '../../src/anchor/watch-native';

interface Pen {
  written: string[];
  write(text: string, times?: number): string;
}

/** A prototype with one method, as a page finds it. */
function penPrototype(): Pen {
  return {
    written: [],
    write(text, times = 1) {
      this.written.push(text.repeat(times));
      return `wrote ${text}`;
    },
  };
}

function pen(prototype: Pen): Pen {
  return Object.assign(Object.create(prototype), { written: [] });
}

describe('watchNative', () => {
  it('passes target, arguments and result through, and watches after the call', () => {
    const prototype = penPrototype();
    const seen: unknown[] = [];
    watchNative<Pen>(prototype, 'write', (target, args) =>
      seen.push([...target.written], [...Array.from(args)]),
    );
    const one = pen(prototype);
    expect(one.write('ab', 2)).toBe('wrote ab');
    expect(seen).toEqual([['abab'], ['ab', 2]]);
  });

  it('keeps the name, the length and the look of the native function', () => {
    const prototype = { slice: Array.prototype.slice };
    watchNative(prototype, 'slice', () => undefined);
    expect(prototype.slice).not.toBe(Array.prototype.slice);
    expect(prototype.slice.name).toBe('slice');
    expect(prototype.slice.length).toBe(2);
    expect(Function.prototype.toString.call(prototype.slice)).toContain('[native code]');
  });

  it('keeps the property as enumerable and writable as it was', () => {
    const prototype = Object.defineProperty({}, 'write', {
      value: () => 1,
      configurable: true,
      enumerable: false,
      writable: true,
    });
    watchNative(prototype, 'write', () => undefined);
    expect(Object.getOwnPropertyDescriptor(prototype, 'write')).toMatchObject({
      configurable: true,
      enumerable: false,
      writable: true,
    });
  });

  it("swallows the watcher's error and gives the caller its result", () => {
    const prototype = penPrototype();
    watchNative(prototype, 'write', () => {
      throw new Error('ours');
    });
    expect(pen(prototype).write('a')).toBe('wrote a');
  });

  it("hands the native function's error to the caller and does not watch that call", () => {
    const watch = vi.fn();
    const prototype = {
      write() {
        throw new TypeError('illegal invocation');
      },
    };
    watchNative(prototype, 'write', watch);
    expect(() => prototype.write()).toThrow(new TypeError('illegal invocation'));
    expect(watch).not.toHaveBeenCalled();
  });

  it('goes on watching through a function that the page puts over ours and that calls it', () => {
    const prototype = penPrototype();
    const watch = vi.fn();
    watchNative(prototype, 'write', watch);
    const ours = prototype.write;
    prototype.write = function (text) {
      return `page: ${ours.call(this, text)}`;
    };
    expect(pen(prototype).write('a')).toBe('page: wrote a');
    expect(watch).toHaveBeenCalledTimes(1);
  });

  it('watches the function that the page had put there before us', () => {
    const prototype = penPrototype();
    prototype.write = (text) => `page's own ${text}`;
    const watch = vi.fn();
    watchNative(prototype, 'write', watch);
    expect(pen(prototype).write('a')).toBe("page's own a");
    expect(watch).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a frozen prototype', Object.freeze(penPrototype())],
    ['a sealed method', Object.defineProperty({}, 'write', { value: () => 1, configurable: false })],
    ['an accessor', Object.defineProperty({}, 'write', { get: () => () => 1, configurable: true })],
    ['something that is no function', { write: 7 }],
    ['a prototype that only inherits the method', Object.create(penPrototype())],
  ])('leaves %s as it is', (_, prototype) => {
    const before = Object.getOwnPropertyDescriptor(prototype, 'write');
    expect(() => watchNative(prototype, 'write', () => undefined)).not.toThrow();
    expect(Object.getOwnPropertyDescriptor(prototype, 'write')).toEqual(before);
  });

  it('in a browser without the prototype does nothing', () => {
    expect(() => watchNative(undefined, 'write', () => undefined)).not.toThrow();
  });
});
