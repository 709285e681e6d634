/** The members of a canvas that watchers of painting look at. */
export interface FakeSurface {
  isConnected?: boolean;
  width: number;
  height: number;
}

/**
 * The members of a 2D context that watchers of painting look at. Every glyph is half as wide as the font is
 * high, and its ink reaches from a third of that height above the base line to a sixth below.
 */
export interface FakeContext {
  canvas: FakeSurface;
  font: string;
  textAlign: string;
  textBaseline: string;
  direction: string;
  transform: { a: number; b: number; c: number; d: number; e: number; f: number };
  /** What reached the native methods: name, then arguments. */
  calls: unknown[][];
  fillText(...args: unknown[]): unknown;
  strokeText(...args: unknown[]): unknown;
  drawImage(...args: unknown[]): unknown;
  fillRect(...args: unknown[]): unknown;
  rect(...args: unknown[]): unknown;
  roundRect(...args: unknown[]): unknown;
  clearRect(...args: unknown[]): unknown;
  getTransform(): FakeContext['transform'];
  setTransform(...matrix: number[]): void;
  measureText(text: string): {
    width: number;
    actualBoundingBoxAscent: number;
    actualBoundingBoxDescent: number;
  };
}

export type FakeContextKind = new (canvas: FakeSurface) => FakeContext;

/** A kind of context with a prototype of its own, so that no test sees what another has wrapped. */
export function fakeContextKind(): FakeContextKind {
  return class implements FakeContext {
    font = '12px sans-serif';
    textAlign = 'left';
    textBaseline = 'middle';
    direction = 'ltr';
    transform = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
    calls: unknown[][] = [];

    constructor(readonly canvas: FakeSurface) {}

    fillText(...args: unknown[]): unknown {
      this.calls.push(['fillText', ...args]);
      return 'native';
    }

    strokeText(...args: unknown[]): unknown {
      this.calls.push(['strokeText', ...args]);
      return 'native';
    }

    drawImage(...args: unknown[]): unknown {
      this.calls.push(['drawImage', ...args]);
      return 'native';
    }

    fillRect(...args: unknown[]): unknown {
      this.calls.push(['fillRect', ...args]);
      return 'native';
    }

    rect(...args: unknown[]): unknown {
      this.calls.push(['rect', ...args]);
      return 'native';
    }

    roundRect(...args: unknown[]): unknown {
      this.calls.push(['roundRect', ...args]);
      return 'native';
    }

    clearRect(...args: unknown[]): unknown {
      this.calls.push(['clearRect', ...args]);
      return 'native';
    }

    getTransform() {
      return this.transform;
    }

    setTransform(a = 1, b = 0, c = 0, d = 1, e = 0, f = 0): void {
      this.transform = { a, b, c, d, e, f };
    }

    measureText(text: string) {
      const size = Number(/([\d.]+)px/.exec(this.font)?.[1] ?? 12);
      return {
        width: (text.length * size) / 2,
        actualBoundingBoxAscent: size / 3,
        actualBoundingBoxDescent: size / 6,
      };
    }
  };
}
