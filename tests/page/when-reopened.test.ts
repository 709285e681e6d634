// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { whenReopened } from '../../src/page/when-reopened';
import { openAnew } from '../anchor/open-anew';

test('whenReopened() calls back each time a document is opened anew, until its end', async () => {
  const life = new AbortController();
  const again = vi.fn();
  whenReopened(document, life.signal, again);
  expect(again).not.toHaveBeenCalled();
  await openAnew(document);
  await openAnew(document);
  expect(again).toHaveBeenCalledTimes(2);
  life.abort();
  await openAnew(document);
  expect(again).toHaveBeenCalledTimes(2);
});

test('whenReopened() is silent about what a page puts into its document', async () => {
  const life = new AbortController();
  const again = vi.fn();
  whenReopened(document, life.signal, again);
  document.body.append('a text');
  document.head.append(document.createElement('style'));
  await Promise.resolve();
  expect(again).not.toHaveBeenCalled();
  life.abort();
});
