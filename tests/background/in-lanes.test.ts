import { expect, it } from 'vitest';
import { inLanes } from '../../src/background/in-lanes';

const groupOf = (item: string): string => item.slice(0, 1);

/** Work that is done when it is told so. */
function heldWork() {
  const begun: string[] = [];
  const finish = new Map<string, () => void>();
  const work = (item: string): Promise<string> => {
    begun.push(item);
    return new Promise((resolve) => finish.set(item, () => resolve(item)));
  };
  return { begun, work, end: (item: string) => finish.get(item)?.() };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

it('inLanes begins so many of each group and one more whenever one is done', async () => {
  const { begun, work, end } = heldWork();
  const outcomes = inLanes(['a1', 'a2', 'a3', 'a4', 'b1'], { lanes: 2, groupOf }, work);
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  end('a2');
  await settle();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  for (const item of ['a1', 'a3', 'b1']) end(item);
  await settle();
  end('a4');
  expect([...(await outcomes)].sort()).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
});

it('inLanes of a group that stands still goes on with the others', async () => {
  const { begun, work, end } = heldWork();
  void inLanes(['a1', 'a2', 'b1', 'b2'], { lanes: 1, groupOf }, work);
  end('b1');
  await settle();
  expect(begun).toEqual(['a1', 'b1', 'b2']);
});

it('inLanes of work that rejects gives null for it and goes on', async () => {
  const work = async (item: string) => (item === 'a1' ? Promise.reject(new Error('no')) : item);
  expect(await inLanes(['a1', 'a2'], { lanes: 1, groupOf }, work)).toEqual([null, 'a2']);
});
