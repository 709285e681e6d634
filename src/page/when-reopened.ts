/**
 * Calls `again` in the microtask after `document.open()`, which drops all listeners of the document and its window
 * without a word; and whenever else the document's root element comes or goes.
 */
export function whenReopened(document: Document, signal: AbortSignal, again: () => void): void {
  const observer = new MutationObserver(again);
  observer.observe(document, { childList: true });
  signal.addEventListener('abort', () => observer.disconnect());
}
