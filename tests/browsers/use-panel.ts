import type { ElementHandle, Page } from 'puppeteer';

/** The first element inside the panel of the top frame that matches, and contains `words` where they are given. */
export async function findInPanel(
  page: Page,
  selector: string,
  words = '',
): Promise<ElementHandle<HTMLElement> | null> {
  const handle = await page.evaluateHandle(
    (wanted, part) => {
      const root = document.querySelector('liqlens-panel')?.shadowRoot;
      const found = [...(root?.querySelectorAll<HTMLElement>(wanted) ?? [])];
      return found.find((element) => (element.textContent ?? '').includes(part)) ?? null;
    },
    selector,
    words,
  );
  const element = handle.asElement();
  return element as ElementHandle<HTMLElement> | null;
}

/** Sections that are opened for the first time bring their script first. */
const PATIENCE_MS = 5000;

async function waitInPanel(
  page: Page,
  selector: string,
  words = '',
  patienceMs = PATIENCE_MS,
): Promise<ElementHandle<HTMLElement>> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const element = await findInPanel(page, selector, words);
    if (element) return element;
    if (Date.now() > untilMs) throw new Error(`not in the panel: ${selector} "${words}"`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** After so long a user presses again: the pill goes where its chart goes, and may leave the pointer. */
const PRESS_MS = 2000;

/** Opens the panel as a user does, by a click on the pill; where it is open already, nothing is done. */
export async function openPanel(page: Page): Promise<void> {
  await waitInPanel(page, '.pill, .window');
  const untilMs = Date.now() + PATIENCE_MS;
  while (!(await findInPanel(page, '.window'))) {
    if (Date.now() > untilMs) throw new Error('the pill does not open the panel');
    // Hidden by now where the panel has just come.
    await pressInPanel(page, '.pill-open').catch(() => undefined);
    await waitInPanel(page, '.window', '', PRESS_MS).catch(() => undefined);
  }
}

/** Clicks it as a user would: the panel takes no events that a script made. */
export async function pressInPanel(page: Page, selector: string, words = ''): Promise<void> {
  const element = await waitInPanel(page, selector, words);
  await element.click();
}

/** Replaces what a field of the panel holds. */
export async function typeInPanel(page: Page, selector: string, entered: string): Promise<void> {
  const field = await waitInPanel(page, selector);
  await field.click({ count: 3 });
  await page.keyboard.type(entered);
}

/** What the panel says, as text. */
export function panelText(page: Page, selector = '.liqlens'): Promise<string> {
  return page.evaluate(
    (wanted) =>
      [...(document.querySelector('liqlens-panel')?.shadowRoot?.querySelectorAll(wanted) ?? [])]
        .map((element) => element.textContent ?? '')
        .join('\n'),
    selector,
  );
}

/** Controls of the panel that can be seen. */
export function countVisibleControls(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.querySelector('liqlens-panel')?.shadowRoot;
    const controls = [...(root?.querySelectorAll('button, select, input, textarea, summary, a[href]') ?? [])];
    return controls.filter((control) => control.checkVisibility({ visibilityProperty: true })).length;
  });
}
