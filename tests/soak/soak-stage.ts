import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { type BrowserName, extensionDir } from '../browsers/extension-build';
import { launchBrowser } from '../browsers/launch';
import { readPanel, waitForHeat } from '../browsers/read-liqlens';
import { openStage, type Stage, until } from '../e2e/stage';
import { futuresUrl } from '../pages/futures/futures-sites';
import { type MachineClock, makeMachineClock } from './machine-clock';

const HEAT_LIMIT_MS = 90_000;
const ENOUGH_COLUMNS = 100;

/** A browser on one watched page, with a profile and a build of its own, so that both can outlive the browser. */
export interface SoakStage extends Stage {
  /** The watched page; another object after the browser was restarted. */
  page: Page;
  /** Folder of the build that is installed; may be changed and installed again. */
  buildDir: string;
  /** The clock of the browser's machine; null where it cannot be set. */
  machineClock: MachineClock | null;
  /** Ends the browser, by force if asked, and starts it again with the same profile on the same page. */
  restartBrowser(isForced: boolean): Promise<void>;
}

export async function openSoakStage(
  name: BrowserName,
  options: NonNullable<Parameters<typeof openStage>[1]> = {},
): Promise<SoakStage> {
  const home = mkdtempSync(join(tmpdir(), 'liqlens-soak-'));
  const buildDir = join(home, 'build');
  cpSync(extensionDir(name), buildDir, { recursive: true });
  const machineClock = makeMachineClock(home);
  const kept = {
    environment: machineClock?.environment,
    extensionDir: buildDir,
    profileDir: join(home, 'profile'),
    firefoxExtensionId: crypto.randomUUID(),
    ...options,
  };
  const stage = await openStage(name, kept);
  // The simulation runs up to now when it is first asked; on a busy machine no page would wait for that.
  for (const coin of stage.exchange.market.source.coins('binance')) {
    stage.exchange.market.lastPrice('binance', coin);
  }
  const load = () => stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
  /** On a busy machine the first load may take longer than the driver waits. */
  const openPage = () => load().catch(load);
  const soak: SoakStage = {
    ...stage,
    page: await openPage(),
    buildDir,
    machineClock,
    async restartBrowser(isForced) {
      const old = soak.launched;
      if (isForced) old.browser.process()?.kill('SIGKILL');
      await old.close().catch(() => undefined);
      soak.launched = await launchBrowser(name, { ...kept, serverPort: soak.exchange.port });
      stage.launched = soak.launched;
      soak.page = await openPage();
    },
    async close() {
      await soak.launched.close().catch(() => undefined);
      await soak.exchange.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return soak;
}

/** Waits until the watched page shows heat over enough history. */
export async function waitForHistory({ page }: SoakStage): Promise<void> {
  await waitForHeat(page, HEAT_LIMIT_MS);
  await until(
    'history',
    async () => ((await readPanel(page))?.frame?.frozenColumns ?? 0) > ENOUGH_COLUMNS,
    HEAT_LIMIT_MS,
  );
}
