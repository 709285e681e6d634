import { pick } from './seeded';

/** Values that no exchange should send and that some will. None of them is the name of a side. */
const NONSENSE: readonly unknown[] = [
  null,
  undefined,
  '',
  ' ',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e400',
  '-1',
  -1,
  0,
  '0',
  1e300,
  '0x10',
  '12abc',
  '1,000.5',
  '1.2.3',
  'null',
  '<html>',
  true,
  false,
  [],
  {},
  [1, 2, 3],
  { nested: { deeply: [null] } },
  1.7e18,
  'неизвестно',
];

type Container = Record<string, unknown> | unknown[];

/** A copy of a JSON value with one to three places spoilt; keys in `kept` stay as they are. */
export function mutate(value: unknown, random: () => number, kept: readonly string[] = []): unknown {
  const copy: unknown = structuredClone(value);
  const times = 1 + Math.floor(random() * 3);
  let root = { root: copy } as Record<string, unknown>;
  for (let index = 0; index < times; index += 1) root = spoilOnce(root, random, kept);
  return root.root;
}

function spoilOnce(
  root: Record<string, unknown>,
  random: () => number,
  kept: readonly string[],
): Record<string, unknown> {
  const places = placesOf(root).filter(({ key }) => !kept.includes(String(key)));
  if (places.length === 0) return root;
  const { holder, key } = pick(places, random);
  const action = random();
  if (action < 0.6) put(holder, key, structuredClone(pick(NONSENSE, random)));
  else if (action < 0.75) remove(holder, key);
  else if (action < 0.85 && Array.isArray(holder)) holder.splice(Number(key), 0, get(holder, key));
  else put(holder, key, distorted(get(holder, key), random));
  return root;
}

/** A value that still looks like what it was: shortened, with a letter in it, of the other kind. */
function distorted(value: unknown, random: () => number): unknown {
  if (typeof value === 'number')
    return pick([Number.NaN, String(value), `${value}x`, -value, value / 1000], random);
  if (typeof value !== 'string') return String(value);
  const cut = Math.floor(random() * value.length);
  return pick([value.slice(0, cut), `${value.slice(0, cut)}?${value.slice(cut)}`, `${value} `], random);
}

function placesOf(value: unknown, found: { holder: Container; key: string | number }[] = []) {
  if (typeof value !== 'object' || value === null) return found;
  const keys: (string | number)[] = Array.isArray(value)
    ? value.map((_, index) => index)
    : Object.keys(value);
  for (const key of keys) {
    found.push({ holder: value as Container, key });
    placesOf(get(value as Container, key), found);
  }
  return found;
}

function get(holder: Container, key: string | number): unknown {
  return (holder as Record<string | number, unknown>)[key];
}

function put(holder: Container, key: string | number, value: unknown): void {
  (holder as Record<string | number, unknown>)[key] = value;
}

function remove(holder: Container, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
