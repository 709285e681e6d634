import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { answerPanels } from '../../src/background/panel-rest';
import { BRING_REST } from '../../src/messages/page-protocol';

type Listener = (message: unknown, sender: object) => Promise<boolean> | undefined;

let listen: Listener;
const executeScript = vi.fn();

beforeEach(() => {
  executeScript.mockReset().mockResolvedValue([]);
  Object.assign(fakeBrowser, { scripting: { executeScript } });
  vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener').mockImplementation((listener) => {
    listen = listener as Listener;
  });
  answerPanels();
});

const panel = { id: fakeBrowser.runtime.id, tab: { id: 7 }, frameId: 0 };

describe('answerPanels', () => {
  it('puts the second part into the frame that asks', async () => {
    expect(await listen(BRING_REST, panel)).toBe(true);
    const [injection] = executeScript.mock.calls[0];
    expect(injection).toMatchObject({ target: { tabId: 7, frameIds: [0] }, files: ['/panel-rest.js'] });
  });

  it('a page that is gone, then false and no error', async () => {
    executeScript.mockRejectedValue(new Error('No tab with id: 7'));
    expect(await listen(BRING_REST, panel)).toBe(false);
  });

  it('leaves other messages, other extensions and callers without a tab to others', () => {
    expect(listen({ to: 'background' }, panel)).toBeUndefined();
    expect(listen(BRING_REST, { ...panel, id: 'other' })).toBeUndefined();
    expect(listen(BRING_REST, { id: panel.id })).toBeUndefined();
    expect(executeScript).not.toHaveBeenCalled();
  });
});
