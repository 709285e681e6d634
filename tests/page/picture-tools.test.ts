import { expect, test, vi } from 'vitest';
import { bringPictureTools, pictureTools } from '../../src/page/picture-tools';

test('pictureTools is null where they cannot come, and brings them once when they can', async () => {
  const bring = vi.fn(async () => false);
  expect(await pictureTools(bring)).toBeNull();
  const tools = { composePicture: vi.fn(), savePicture: vi.fn() };
  bring.mockImplementation(async () => {
    bringPictureTools(tools);
    return true;
  });
  expect(await pictureTools(bring)).toBe(tools);
  expect(await pictureTools(bring)).toBe(tools);
  expect(bring).toHaveBeenCalledTimes(2);
});
