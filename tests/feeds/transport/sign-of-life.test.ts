import { describe, expect, it } from 'vitest';
import { createSignOfLife } from '../../../src/feeds/transport/sign-of-life';

describe('createSignOfLife', () => {
  it('nothing asked since, is no silence', () => {
    const life = createSignOfLife();
    expect(life.isSilentSince(1000)).toBe(false);
    life.noteSilence(900);
    expect(life.isSilentSince(1000)).toBe(false);
  });

  it('asked in vain since, is a silence until the next answer', () => {
    const life = createSignOfLife();
    life.noteAnswer(900);
    life.noteSilence(1100);
    expect(life.isSilentSince(1000)).toBe(true);
    life.noteAnswer(1200);
    expect(life.isSilentSince(1000)).toBe(false);
  });

  it('one host in vain and another one not, is no silence', () => {
    const life = createSignOfLife();
    life.noteAnswer(1100);
    life.noteSilence(1200);
    expect(life.isSilentSince(1000)).toBe(false);
    expect(life.isSilentSince(1150)).toBe(true);
  });
});
