import { expect, test, vi } from 'vitest';
import { hideOrigin } from '../../src/background/hide-origin';

const OWN = '0f9c1d0e-1111-4222-8333-444455556666';

test('hideOrigin takes the header off our own sockets and requests, and off nobody else', async () => {
  const updateSessionRules = vi.fn(async () => undefined);
  await hideOrigin({ updateSessionRules }, OWN);
  expect(updateSessionRules).toHaveBeenCalledWith({
    removeRuleIds: [1],
    addRules: [
      {
        id: 1,
        condition: { initiatorDomains: [OWN], resourceTypes: ['websocket', 'xmlhttprequest'] },
        action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'remove' }] },
      },
    ],
  });
});

test('hideOrigin where the browser refuses the rule, or has none, resolves all the same', async () => {
  const updateSessionRules = () => Promise.reject(new Error('no permission'));
  await expect(hideOrigin({ updateSessionRules }, OWN)).resolves.toBeUndefined();
  await expect(hideOrigin(undefined, OWN)).resolves.toBeUndefined();
});
