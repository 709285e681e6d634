import { beforeEach, describe, expect, it } from 'vitest';
import { hiddenReader } from '../../src/anchor/visibility';
import { type FakePage, fakePage } from './fake-page';

let page: FakePage;
let isHidden: boolean;

beforeEach(() => {
  page = fakePage();
  isHidden = false;
  class Document {
    get hidden() {
      return isHidden;
    }
  }
  Object.assign(page.window, { Document });
});

describe('hiddenReader', () => {
  it('tells each time what the browser says', () => {
    const read = hiddenReader(page.window);
    expect(read()).toBe(false);
    isHidden = true;
    expect(read()).toBe(true);
  });

  it.each([
    ['lies', () => false],
    [
      'throws',
      () => {
        throw new Error('the page forbids it');
      },
    ],
  ])('reads past a getter of the page that %s', (_, get) => {
    const read = hiddenReader(page.window);
    isHidden = true;
    for (const target of [page.document, page.window.Document.prototype])
      for (const name of ['hidden', 'visibilityState'])
        Object.defineProperty(target, name, { get, configurable: true });
    expect(read()).toBe(true);
  });
});
