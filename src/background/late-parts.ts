import { browser } from 'wxt/browser';
import type { ScriptPublicPath } from 'wxt/utils/inject-script';
import { bringWord, type LatePart } from '../messages/page-protocol';

/** Paths of the built scripts, from the root of the extension, by the words that ask for them. */
const PATHS = new Map<unknown, ScriptPublicPath>(
  Object.entries({
    panel: '/content-scripts/panel.js',
    'panel-rest': '/panel-rest.js',
    calibration: '/content-scripts/calibration.js',
    drawing: '/content-scripts/drawing.js',
    picture: '/content-scripts/picture.js',
  } satisfies Record<LatePart, string>).map(([part, path]) => [
    bringWord(part as LatePart),
    // The framework's own list of scripts is as old as the last build.
    path as string as ScriptPublicPath,
  ]),
);

/** Puts a part that pages do not load with the rest into the frame that asks for it; resolves to whether it could. */
export function answerForParts(): void {
  browser.runtime.onMessage.addListener((message: unknown, { id, tab, frameId = 0 }) => {
    const path = PATHS.get(message);
    if (id !== browser.runtime.id || path === undefined || tab?.id === undefined) return undefined;
    const target = { tabId: tab.id, frameIds: [frameId] };
    const world = message === bringWord('drawing') ? 'MAIN' : 'ISOLATED';
    return browser.scripting.executeScript({ target, world, files: [path], injectImmediately: true }).then(
      () => true,
      () => false,
    );
  });
}
