// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { DEFAULT_LOOK } from '../../../src/core/settings/settings';
import { followShortcuts, shortcutOf, steppedIntensity } from '../../../src/panel/shell/shortcuts';
import { recordingActions } from '../recording-actions';

const ALT = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, defaultPrevented: false };

describe('shortcutOf', () => {
  it('knows the presets, the intensity and the plan by the place of the key', () => {
    const codes = ['Digit1', 'Digit3', 'BracketLeft', 'BracketRight', 'KeyK', 'KeyJ', 'Digit4'];
    expect(codes.map((code) => shortcutOf({ ...ALT, code }, false))).toEqual([
      { does: 'preset', id: 'scalp' },
      { does: 'preset', id: 'swing' },
      { does: 'intensity', step: -1 },
      { does: 'intensity', step: 1 },
      { does: 'plan' },
      null,
      null,
    ]);
  });

  it('leaves typing, other modifiers and keys that the page took alone', () => {
    expect(shortcutOf({ ...ALT, code: 'KeyK' }, true)).toBeNull();
    expect(shortcutOf({ ...ALT, code: 'KeyK', ctrlKey: true }, false)).toBeNull();
    expect(shortcutOf({ ...ALT, code: 'KeyK', defaultPrevented: true }, false)).toBeNull();
    expect(shortcutOf({ ...ALT, code: 'KeyK', altKey: false }, false)).toBeNull();
  });
});

describe('steppedIntensity', () => {
  it('moves the lower handle within 0 and the upper one', () => {
    expect(steppedIntensity([0.05, 1], 1)).toEqual([0.1, 1]);
    expect(steppedIntensity([0.05, 1], -1)).toEqual([0, 1]);
    expect(steppedIntensity([0, 1], -1)).toEqual([0, 1]);
    expect(steppedIntensity([0.5, 0.55], 1)).toEqual([0.5, 0.55]);
  });
});

describe('followShortcuts', () => {
  it('answers the keys of the page until it is stopped', () => {
    const stop = new AbortController();
    const { actions, calls } = recordingActions();
    const openPlan = () => calls.push(['openPlan']);
    followShortcuts(document, { look: () => DEFAULT_LOOK, actions, openPlan }, stop.signal);
    const press = (code: string) =>
      document.dispatchEvent(
        new KeyboardEvent('keydown', { code, altKey: true, bubbles: true, cancelable: true }),
      );
    press('Digit1');
    press('BracketRight');
    press('KeyK');
    expect(calls).toEqual([
      ['setQuery', { rangeMs: 12 * 3_600_000, columnMs: 300_000 }],
      ['setLook', { atr: { timeframe: '5m', period: 14 } }],
      ['setLook', { intensity: [0.1, 1] }],
      ['openPlan'],
    ]);
    stop.abort();
    press('Digit1');
    expect(calls).toHaveLength(4);
  });
});
