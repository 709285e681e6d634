import { fromPlainText, toPlainText } from '../core/frame/plain-text';
import type { FrameUpdate } from './frame-update';

/**
 * An update as text, for browsers whose extension messages are JSON (Chrome below 148); others send the update as it
 * is. Typed arrays travel as base64.
 */
export function encodeFrameUpdate(update: FrameUpdate): string {
  return toPlainText(update);
}

/** The update behind `encodeFrameUpdate`; `none` for any text that is not one. */
export function decodeFrameUpdate(text: string): FrameUpdate {
  try {
    const value = fromPlainText(text);
    if (isFrameUpdate(value)) return value;
  } catch {
    // Answered below like any other unreadable text.
  }
  return { kind: 'none', reason: 'unreadable update' };
}

function isFrameUpdate(value: unknown): value is FrameUpdate {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'none') return true;
  if (value.kind !== 'full' && value.kind !== 'tail') return false;
  if (!('frame' in value) || typeof value.frame !== 'object' || value.frame === null) return false;
  return 'version' in value.frame && value.frame.version === 1 && 'grid' in value.frame;
}
