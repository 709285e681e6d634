import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { answerForParts } from '../../src/background/late-parts';
import { bringWord } from '../../src/messages/page-protocol';

type Listener = (message: unknown, sender: object) => Promise<boolean> | undefined;

let listen: Listener;
const executeScript = vi.fn();

beforeEach(() => {
  executeScript.mockReset().mockResolvedValue([]);
  Object.assign(fakeBrowser, { scripting: { executeScript } });
  vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener').mockImplementation((listener) => {
    listen = listener as Listener;
  });
  answerForParts();
});

const frame = { id: fakeBrowser.runtime.id, tab: { id: 7 }, frameId: 0 };

describe('answerForParts', () => {
  it('puts the second part of the panel into the frame that asks', async () => {
    expect(await listen(bringWord('panel-rest'), frame)).toBe(true);
    const [injection] = executeScript.mock.calls[0];
    expect(injection).toMatchObject({ target: { tabId: 7, frameIds: [0] }, files: ['/panel-rest.js'] });
  });

  it('puts the calibration into the frame of the chart, which need not be the top one', async () => {
    expect(await listen(bringWord('calibration'), { ...frame, frameId: 3 })).toBe(true);
    expect(executeScript.mock.calls[0][0]).toMatchObject({
      target: { tabId: 7, frameIds: [3] },
      files: ['/content-scripts/calibration.js'],
    });
  });

  it('puts what saves pictures beside the script of the page', async () => {
    expect(await listen(bringWord('picture'), frame)).toBe(true);
    expect(executeScript.mock.calls[0][0]).toMatchObject({
      files: ['/content-scripts/picture.js'],
      world: 'ISOLATED',
    });
  });

  it('puts the reader of strokes among the scripts of the page, and nothing else', async () => {
    for (const part of ['drawing', 'calibration', 'panel-rest'] as const)
      await listen(bringWord(part), frame);
    expect(executeScript.mock.calls.map(([{ world }]) => world)).toEqual(['MAIN', 'ISOLATED', 'ISOLATED']);
  });

  it('a page that is gone, then false and no error', async () => {
    executeScript.mockRejectedValue(new Error('No tab with id: 7'));
    expect(await listen(bringWord('panel-rest'), frame)).toBe(false);
  });

  it('leaves other messages, other extensions and callers without a tab to others', () => {
    expect(listen({ to: 'background' }, frame)).toBeUndefined();
    expect(listen('liqlens-bring-anything', frame)).toBeUndefined();
    expect(listen(bringWord('panel-rest'), { ...frame, id: 'other' })).toBeUndefined();
    expect(listen(bringWord('panel-rest'), { id: frame.id })).toBeUndefined();
    expect(executeScript).not.toHaveBeenCalled();
  });
});
