import { join } from 'node:path';
import type { Page } from 'puppeteer';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import { openPopup } from '../browsers/open-popup';
import { openPanel } from '../browsers/use-panel';

/** Pictures of the page, the panel and the popup; returns the paths from the repository's root. */
export async function takePictures(opened: LaunchedBrowser, page: Page, folder: string): Promise<string[]> {
  const pictures: string[] = [];
  await page.screenshot({ path: join(folder, 'overlay.png') });
  pictures.push('demo/overlay.png');
  const clip = await openPanel(page).then(
    () => panelBox(page),
    () => null,
  );
  if (clip !== null) {
    await page.screenshot({ path: join(folder, 'panel.png'), clip });
    pictures.push('demo/panel.png');
  }
  const popup = await openPopup(opened, page).catch(() => null);
  if (popup !== null) {
    await popup.screenshot({ path: join(folder, 'popup.png') });
    pictures.push('demo/popup.png');
    await popup.close().catch(() => undefined);
  }
  return pictures;
}

/** The box of the open panel. */
async function panelBox(page: Page) {
  return page.evaluate(() => {
    const root = document.querySelector('liqlens-panel')?.shadowRoot;
    const box = root?.querySelector('.window')?.getBoundingClientRect();
    if (box === undefined) return null;
    return { x: box.left, y: box.top, width: box.width, height: box.height };
  });
}
