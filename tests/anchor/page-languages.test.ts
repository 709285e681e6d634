import { expect, test } from 'vitest';
import { pageLanguages } from '../../src/anchor/page-languages';

test("pageLanguages names the page's language first, then the user's in their order", () => {
  const page = {
    document: { documentElement: { lang: 'tr' } },
    navigator: { languages: ['de-CH', 'fr'] },
  } as unknown as Window;
  expect(pageLanguages(page)).toEqual(['tr', 'de-CH', 'fr']);
});
