/** What the script does not confirm for this long is hidden .. */
const GONE_MS = 15_000;
/** .. so it confirms this often; timers of hidden tabs are slow, but nobody looks at those. */
const CONFIRM_MS = 4000;

/**
 * Hides `element` within 15 s of the death of the script that owns it. Firefox ends the scripts of an extension that is
 * updated, switched off or removed without a word, and what they drew would stay over the page and look alive. An
 * animation needs no script to come to its end.
 */
export function vanishWithoutUs(element: Element, signal: AbortSignal): void {
  const animation = element.animate([{ visibility: 'hidden' }, { visibility: 'hidden' }], {
    delay: GONE_MS,
    duration: 1,
    fill: 'forwards',
  });
  const timer = setInterval(() => {
    animation.currentTime = 0;
  }, CONFIRM_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    animation.cancel();
  });
}
