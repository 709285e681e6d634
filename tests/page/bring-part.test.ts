import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { bringWord } from '../../src/messages/page-protocol';
import { bringPart } from '../../src/page/bring-part';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('bringPart()', () => {
  test('asks the background by the word of the part, and gives its answer', async () => {
    const send = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => true);
    expect(await bringPart('calibration')).toBe(true);
    expect(send).toHaveBeenCalledWith(bringWord('calibration'));
    send.mockImplementation(async () => false);
    expect(await bringPart('panel-rest')).toBe(false);
  });

  test('is false where nobody answers', async () => {
    const send = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(undefined);
    expect(await bringPart('panel-rest')).toBe(false);
    send.mockRejectedValue(new Error('Could not establish connection. Receiving end does not exist.'));
    expect(await bringPart('panel-rest')).toBe(false);
  });
});
