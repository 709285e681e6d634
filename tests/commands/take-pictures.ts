import { join } from 'node:path';
import type { Page } from 'puppeteer';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import { openPopup } from '../browsers/open-popup';

/** Pictures of the page, the panel and the popup; returns the paths from the repository's root. */
export async function takePictures(opened: LaunchedBrowser, page: Page, folder: string): Promise<string[]> {
  const pictures: string[] = [];
  await page.screenshot({ path: join(folder, 'overlay.png') });
  pictures.push('demo/overlay.png');
  const clip = await panelBox(page);
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

/** The largest box inside the panel's shadow root. */
async function panelBox(page: Page) {
  return page.evaluate(() => {
    const root = document.querySelector('liqlens-panel')?.shadowRoot;
    const boxes = [...(root?.querySelectorAll('*') ?? [])].map((element) => element.getBoundingClientRect());
    const inView = boxes.filter(
      ({ left, top, width, height }) => left >= 0 && top >= 0 && width > 40 && height > 20,
    );
    const [largest] = inView
      .filter(({ width, height }) => width < innerWidth && height < innerHeight)
      .sort((one, other) => other.width * other.height - one.width * one.height);
    if (largest === undefined) return null;
    return { x: largest.left, y: largest.top, width: largest.width, height: largest.height };
  });
}
