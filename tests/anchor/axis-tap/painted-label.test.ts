import { describe, expect, it, vi } from 'vitest';
import {
  type Context2d,
  carriedLabels,
  labelFilter,
  labelOf,
  type PaintedLabel,
} from '../../../src/anchor/axis-tap/painted-label';
import { type FakeContext, fakeContextKind } from '../fake-context';

const Kind = fakeContextKind();
const isMonth = (word: string) => word === 'Nov';

/** A context, 12 px font: each glyph 6 px wide, ink from 4 px above to 2 px below the base line. */
function context(state: Partial<FakeContext> = {}): FakeContext {
  return Object.assign(new Kind({ width: 400, height: 300 }), state);
}

function read(given: FakeContext, ...args: unknown[]): PaintedLabel | null {
  const text = labelFilter(isMonth)(args[0]);
  return text ? labelOf(given as unknown as Context2d, text, args) : null;
}

function carry(onto: FakeContext, args: unknown[], fresh: PaintedLabel[], kept: PaintedLabel[] = []) {
  return carriedLabels(onto as unknown as Context2d, args, fresh, kept);
}

/** A label of 36 x 12 px whose ink and box have their middle at `x`, `y`. */
function label(text: string, x: number, y: number): PaintedLabel {
  return { text, x, ink: y, box: y, edge: x - 18, align: 'left', halfWidth: 18, size: 12 };
}

const SCALE_2 = { a: 2, b: 0, c: 0, d: 2, e: 10, f: 20 };

describe('labelFilter', () => {
  it('judges a word once, and the next one anew', () => {
    const judged: string[] = [];
    const textOf = labelFilter((word) => {
      judged.push(word);
      return isMonth(word);
    });
    const given = ['Volume', 'Volume', 'Nov', 'Nov', 'Open', 'Volume'];
    expect(given.map(textOf)).toEqual(['', '', 'Nov', 'Nov', '', '']);
    expect(judged).toEqual(['Volume', 'Nov', 'Nov', 'Open']);
  });

  it('still knows labels from words after a thousand words', () => {
    const textOf = labelFilter(isMonth);
    for (let i = 0; i < 1000; i++) textOf(`word ${String.fromCodePoint(0x4e00 + i)}`);
    expect(['Volume', 'Volume', 'Nov', '61,234'].map(textOf)).toEqual(['', '', 'Nov', '61,234']);
  });

  it.each(['61,234', '٦١٢٣٤', '۶۱۲۳۴', '６１２３４', '0.0₅123', '1 万'])(
    'lets the number %s pass',
    (text) => {
      expect(labelFilter(() => false)(text)).toBe(text);
    },
  );
});

describe('labelOf', () => {
  it('keeps the text and its place in device px, by ink and by box', () => {
    expect(read(context({ transform: SCALE_2 }), '61,234', 5, 6)).toEqual({
      text: '61,234',
      x: (5 + 18) * 2 + 10,
      ink: (6 - 1) * 2 + 20,
      box: 6 * 2 + 20,
      edge: 20,
      align: 'left',
      halfWidth: 36,
      size: 24,
    });
  });

  it.each([
    ['left', 5 + 18],
    ['start', 5 + 18],
    ['center', 5],
    ['right', 5 - 18],
    ['end', 5 - 18],
  ])('of %s text knows the middle', (textAlign, x) => {
    expect(read(context({ textAlign }), '123456', 5, 0)).toMatchObject({ x, edge: 5, align: textAlign });
  });

  it.each(['left', 'center', 'right'])(
    'never asks for the direction of a text that is aligned %s',
    (textAlign) => {
      const asked = vi.fn(() => 'ltr');
      const given = Object.defineProperty(context({ textAlign }), 'direction', { get: asked });
      expect(read(given, '123456', 5, 0)).not.toBeNull();
      expect(asked).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['start', 50 - 18],
    ['end', 50 + 18],
    ['left', 50 + 18],
  ])('of %s text in a right-to-left context knows the middle', (textAlign, x) => {
    expect(read(context({ textAlign, direction: 'rtl' }), '123456', 50, 0)?.x).toBe(x);
  });

  it.each([
    ['top', 100 + 6],
    ['middle', 100],
    ['bottom', 100 - 6],
    ['alphabetic', 100 - 1],
  ])('of text that hangs by its %s knows the middle of the box', (textBaseline, box) => {
    expect(read(context({ textBaseline }), '123456', 0, 100)).toMatchObject({ box, ink: 99 });
  });

  it.each([
    ['bold 20px Arial', 20],
    ['italic 600 10.5px/1.2 "Trebuchet MS"', 10.5],
    ['large serif', 12],
  ])('of the font %s takes the size %d px', (font, size) => {
    expect(read(context({ font }), '1', 0, 0)?.size).toBe(size);
  });

  it('measures a comma, and each font, by itself', () => {
    const given = context();
    expect(read(given, '61234', 0, 0)?.halfWidth).toBe(15);
    expect(read(given, '61,234', 0, 0)?.halfWidth).toBe(18);
    given.font = '24px sans-serif';
    expect(read(given, '61234', 0, 0)?.halfWidth).toBe(30);
  });

  it('measures one text of each pattern: digits from 2 to 9 are equally wide', () => {
    const measured: string[] = [];
    const given = context({ font: '11px Once' });
    const { measureText } = given;
    given.measureText = (text) => {
      measured.push(text);
      return measureText.call(given, text);
    };
    for (const text of ['61,234', '81,999', '61,114']) read(given, text, 0, 0);
    expect(measured).toEqual(['01,000', '01,110']);
  });

  it('goes on measuring right after more patterns than it remembers', () => {
    const given = context();
    for (let size = 1; size <= 900; size++) {
      given.font = `${size}px Many`;
      expect(read(given, '00', 0, 0)?.halfWidth).toBe(size / 2);
    }
    given.font = '1px Many';
    expect(read(given, '00', 0, 0)?.halfWidth).toBe(0.5);
  });

  it('keeps month names and plain numbers', () => {
    expect(read(context(), 'Nov', 1, 1)?.text).toBe('Nov');
    expect(read(context(), 17, 1, 1)?.text).toBe('17');
    expect(read(context(), '٦١٢٣٤', 1, 1)?.text).toBe('٦١٢٣٤');
  });

  it.each([
    ['a word', 'Volume'],
    ['an empty text', ''],
    ['a long text', '1'.repeat(29)],
    ['a text object, which a page may change under us', Object('61000')],
    ['nothing', null],
  ])('of %s is null, and nothing is measured', (_, text) => {
    const given = context({
      measureText: () => {
        throw new Error('measured');
      },
    });
    expect(read(given, text, 1, 1)).toBeNull();
  });

  it.each([
    ['turned', { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 }],
    ['slanted', { a: 1, b: 0, c: 0.2, d: 1, e: 0, f: 0 }],
    ['mirrored', { a: -1, b: 0, c: 0, d: 1, e: 0, f: 0 }],
    ['upside down', { a: 1, b: 0, c: 0, d: -1, e: 0, f: 0 }],
  ])('of %s text is null', (_, transform) => {
    expect(read(context({ transform }), '61000', 1, 1)).toBeNull();
  });
});

describe('carriedLabels', () => {
  const SOURCE = { width: 200, height: 50 };

  it('of three arguments moves labels by the target', () => {
    const [carried] = carry(context(), [SOURCE, 100, 200], [label('1', 30, 25)]);
    expect(carried).toEqual({ ...label('1', 130, 225), edge: 112 });
  });

  it('of five arguments shrinks them', () => {
    const [carried] = carry(context(), [SOURCE, 100, 200, 100, 100], [label('1', 30, 25)]);
    expect(carried).toMatchObject({ x: 115, ink: 250, box: 250, edge: 106, halfWidth: 9, size: 24 });
  });

  it('of nine arguments takes the part, in device px of the target', () => {
    const onto = context({ transform: SCALE_2 });
    const [carried] = carry(onto, [SOURCE, 20, 10, 100, 20, 300, 40, 50, 10], [label('1', 60, 20)]);
    expect(carried).toMatchObject({
      x: (300 + 40 / 2) * 2 + 10,
      ink: (40 + 10 / 2) * 2 + 20,
      halfWidth: 18,
      size: 12,
    });
  });

  it('leaves out what lies outside the part that is drawn', () => {
    const fresh = [label('above', 50, 5), label('in', 50, 25), label('right', 150, 25)];
    const carried = carry(context(), [SOURCE, 0, 10, 100, 30, 0, 0, 100, 30], fresh);
    expect(carried.map((l) => l.text)).toEqual(['in']);
  });

  it('of a whole copy shows the last paint, of a part also what a cache kept from before', () => {
    const [fresh, kept] = [[label('fresh', 50, 25)], [label('kept', 20, 25)]];
    const whole = carry(context(), [SOURCE, 0, 0], fresh, kept);
    const part = carry(context(), [SOURCE, 0, 0, 100, 50, 0, 0, 100, 50], fresh, kept);
    expect(whole.map((l) => l.text)).toEqual(['fresh']);
    expect(part.map((l) => l.text)).toEqual(['kept', 'fresh']);
  });

  it.each([
    ['of no size', [SOURCE, 0, 0, 0, 10]],
    ['of a part of no size', [SOURCE, 0, 0, 0, 0, 0, 0, 10, 10]],
    ['mirrored', [SOURCE, 0, 0, -200, 50]],
    ['to no place', [SOURCE, 0, 0, Number.NaN, 50]],
  ])('%s carries nothing', (_, args) => {
    expect(carry(context(), args, [label('1', 30, 25)])).toEqual([]);
  });

  it('onto a turned surface carries nothing', () => {
    const turned = context({ transform: { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 } });
    expect(carry(turned, [SOURCE, 0, 0], [label('1', 30, 25)])).toEqual([]);
  });
});
