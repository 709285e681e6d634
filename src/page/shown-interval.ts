/** `15m`, `4 h`, `1D`, `1min`, `D`; a plain number is one only in an address. */
const INTERVAL = /^(?:[1-9]\d{0,2}\s?(?:s|m|min|h|d|w|mo|mon)|[DWM])$/i;
const IN_ADDRESS = /[?&](?:interval|resolution|timeframe|tf)=(\d{0,3}[A-Za-z]{0,3})(?:&|$)/;
/** How pages mark the chosen one of several controls. */
const CHOSEN = [
  '[aria-checked="true"]',
  '[aria-selected="true"]',
  '[aria-pressed="true"]',
  '[aria-current="true"]',
  '[data-active="true"]',
  '[data-state="active"]',
  '[data-state="on"]',
  '[class*="active" i]',
  '[class*="selected" i]',
].join();

function chosenIn(document: Document): string {
  for (const { textContent } of document.querySelectorAll(CHOSEN)) {
    const text = textContent?.trim() ?? '';
    if (text.length <= 6 && INTERVAL.test(text)) return text.replace(/\s/g, '');
  }
  return '';
}

/**
 * The chart interval that a page names in its address or marks as chosen, as it is written there; empty where it does
 * neither.
 * @param documents The chart's own frame first, then the page around it.
 */
export function shownInterval(documents: readonly Document[]): string {
  for (const document of documents) {
    const found = chosenIn(document) || (IN_ADDRESS.exec(document.location?.search ?? '')?.[1] ?? '');
    if (found) return found;
  }
  return '';
}
