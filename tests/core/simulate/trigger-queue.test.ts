import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/core/simulate/seeded-random';
import {
  createQueue,
  dropFirst,
  pushTrigger,
  sweepQueue,
  visitUpTo,
} from '../../../src/core/simulate/trigger-queue';

function filled(count: number): { queue: ReturnType<typeof createQueue>; keys: number[] } {
  const random = createRandom(9);
  const queue = createQueue();
  const keys: number[] = [];
  for (let i = 0; i < count; i++) {
    const key = random.uniform();
    keys.push(key);
    pushTrigger(queue, key, i, 1);
  }
  return { queue, keys };
}

describe('trigger queue', () => {
  test('entries leave in the order of their keys, beyond the first capacity too', () => {
    const { queue, keys } = filled(3000);
    const left: number[] = [];
    while (queue.size > 0) {
      left.push(queue.keys[0]);
      dropFirst(queue);
    }
    expect(left).toEqual([...keys].sort((a, b) => a - b));
  });

  test('owners travel with their keys', () => {
    const { queue, keys } = filled(500);
    while (queue.size > 0) {
      expect(keys[queue.owners[0]]).toBe(queue.keys[0]);
      dropFirst(queue);
    }
  });

  test('visitUpTo meets exactly the entries up to the limit', () => {
    const { queue, keys } = filled(500);
    const met: number[] = [];
    visitUpTo(queue, 0.3, (owner) => met.push(owner));
    const expected = keys.flatMap((key, owner) => (key <= 0.3 ? [owner] : []));
    expect(met.sort((a, b) => a - b)).toEqual(expected);
  });

  test('sweepQueue drops the entries that no longer count and keeps the order', () => {
    const { queue, keys } = filled(500);
    sweepQueue(queue, (owner) => owner % 2 === 0);
    const left: number[] = [];
    while (queue.size > 0) {
      left.push(queue.keys[0]);
      dropFirst(queue);
    }
    expect(left).toEqual(keys.filter((_, owner) => owner % 2 === 0).sort((a, b) => a - b));
  });
});
