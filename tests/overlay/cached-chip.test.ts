import { describe, expect, it } from 'vitest';
import { CachedChip } from '../../src/overlay/cached-chip';
import { createStage, pixelsOf } from './layer-stage';

function setUp() {
  const { document } = createStage();
  const target = pixelsOf(document.createElement('canvas')).context as unknown as CanvasRenderingContext2D;
  const chip = new CachedChip(document, 40, 16);
  const painted: string[] = [];
  let reads = 0;
  const draw = (version: number, word: string, dpr = 1) =>
    chip.draw(
      target,
      0,
      0,
      dpr,
      version,
      () => {
        reads += 1;
        return { word };
      },
      (_, content) => void painted.push(content.word),
    );
  return { draw, painted, reads: () => reads };
}

describe('CachedChip', () => {
  it('draw(the same version) neither reads nor paints again', () => {
    const { draw, painted, reads } = setUp();
    draw(1, 'a');
    draw(1, 'b');
    expect([painted, reads()]).toEqual([['a'], 1]);
  });

  it('draw(a new version with the same content) paints nothing, with another content paints it', () => {
    const { draw, painted } = setUp();
    draw(1, 'a');
    draw(2, 'a');
    draw(3, 'b');
    expect(painted).toEqual(['a', 'b']);
  });

  it('draw(another pixel ratio) paints anew', () => {
    const { draw, painted } = setUp();
    draw(1, 'a', 1);
    draw(1, 'a', 2);
    expect(painted).toEqual(['a', 'a']);
  });
});
