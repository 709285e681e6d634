import type { LookSettings } from '../../core/settings/settings';
import type { PanelActions } from '../panel-model';
import { applyPreset, PRESETS, type PresetId } from './presets';

export type Shortcut =
  | { does: 'preset'; id: PresetId }
  | { does: 'intensity'; step: 1 | -1 }
  | { does: 'plan' };

type Key = Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code' | 'defaultPrevented'>;

/** What a key press asks for; null for any other key, for keys that the page took, and while typing. */
export function shortcutOf(key: Key, isTyping: boolean): Shortcut | null {
  if (isTyping || key.defaultPrevented || !key.altKey || key.ctrlKey || key.metaKey || key.shiftKey)
    return null;
  if (key.code === 'KeyK') return { does: 'plan' };
  if (key.code === 'BracketLeft') return { does: 'intensity', step: -1 };
  if (key.code === 'BracketRight') return { does: 'intensity', step: 1 };
  const preset = PRESETS[['Digit1', 'Digit2', 'Digit3'].indexOf(key.code)];
  return preset ? { does: 'preset', id: preset.id } : null;
}

/** True when the press goes into a field that takes text. */
function isTypingInto(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}

const STEP = 0.05;

/** The weakest intensity drawn, one step up or down; the upper handle stays. */
export function steppedIntensity(
  [low, high]: LookSettings['intensity'],
  step: 1 | -1,
): LookSettings['intensity'] {
  const next = Math.round((low + step * STEP) * 100) / 100;
  return [Math.min(Math.max(0, next), high - STEP), high];
}

interface ShortcutTarget {
  look(): LookSettings;
  actions: Pick<PanelActions, 'setLook' | 'setQuery'>;
  openPlan(): void;
}

/** Answers the keys of the page's own frame until `signal` aborts; the panel's fields keep theirs. */
export function followShortcuts(
  document: Document,
  { look, actions, openPlan }: ShortcutTarget,
  signal: AbortSignal,
): void {
  const follow = (shortcut: Shortcut): void => {
    if (shortcut.does === 'intensity') {
      actions.setLook({ intensity: steppedIntensity(look().intensity, shortcut.step) });
    } else if (shortcut.does === 'preset') {
      applyPreset(shortcut.id, actions);
    } else {
      openPlan();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const shortcut = shortcutOf(event, isTypingInto(event));
    if (!shortcut) return;
    event.preventDefault();
    follow(shortcut);
  };
  document.addEventListener('keydown', onKeyDown, { signal });
}
