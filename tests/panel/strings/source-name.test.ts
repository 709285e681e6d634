import { expect, it } from 'vitest';
import { FEEDS } from '../../../src/feeds/registry';
import { shortSourceName, sourceName } from '../../../src/panel/strings/source-name';

it.each(FEEDS.map(({ id, name }) => [id, name]))('sourceName(%s) is the name in its feed, %s', (id, name) => {
  expect(sourceName(id)).toBe(name);
});

it('shortSourceName gives each feed a name of its own of at most four letters', () => {
  const names = FEEDS.map(({ id }) => shortSourceName(id));
  expect(new Set(names).size).toBe(FEEDS.length);
  expect(names.filter((name) => name.length > 4)).toEqual([]);
});

it('shortSourceName of an exchange without one is the beginning of its id', () => {
  expect(shortSourceName('newcomer')).toBe('NEWC');
});
