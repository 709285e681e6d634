import { browser } from 'wxt/browser';
import { bringWord, type LatePart } from '../messages/page-protocol';

/**
 * Has the background put a part into this frame; resolves to whether it has run there. A message of its own and not the
 * port, since it wakes a background that sleeps.
 */
export async function bringPart(part: LatePart): Promise<boolean> {
  try {
    return (await browser.runtime.sendMessage(bringWord(part))) === true;
  } catch {
    // Nobody answered.
    return false;
  }
}
