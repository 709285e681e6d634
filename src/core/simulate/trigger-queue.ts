/**
 * Keys with owners, smallest key first. Entries are never removed early: the owner's stamp tells a caller whether an
 * entry is still meant.
 */
export interface TriggerQueue {
  size: number;
  keys: Float64Array;
  owners: Int32Array;
  stamps: Int32Array;
}

/** An empty queue; grows on demand. */
export function createQueue(): TriggerQueue {
  return {
    size: 0,
    keys: new Float64Array(1024),
    owners: new Int32Array(1024),
    stamps: new Int32Array(1024),
  };
}

/** Adds an entry: a key in any unit, its owner's index and stamp. For "largest first", negate the key. */
export function pushTrigger(queue: TriggerQueue, key: number, owner: number, stamp: number): void {
  if (queue.size === queue.keys.length) grow(queue);
  let at = queue.size++;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (queue.keys[parent] <= key) break;
    copyEntry(queue, parent, at);
    at = parent;
  }
  setEntry(queue, at, key, owner, stamp);
}

/** Removes the entry with the smallest key. The caller has read it from index 0 before. */
export function dropFirst(queue: TriggerQueue): void {
  const last = --queue.size;
  if (last > 0) sink(queue, queue.keys[last], queue.owners[last], queue.stamps[last]);
}

/** Keeps only entries whose owner index and stamp `isAlive` accepts; the order of equal keys may change. */
export function sweepQueue(queue: TriggerQueue, isAlive: (owner: number, stamp: number) => boolean): void {
  const count = queue.size;
  queue.size = 0;
  for (let i = 0; i < count; i++) {
    if (isAlive(queue.owners[i], queue.stamps[i]))
      pushTrigger(queue, queue.keys[i], queue.owners[i], queue.stamps[i]);
  }
}

/**
 * Calls `visit` (owner index, stamp) for every entry with a key up to `limit`, in no particular order; the queue must
 * not change meanwhile.
 */
export function visitUpTo(
  queue: TriggerQueue,
  limit: number,
  visit: (owner: number, stamp: number) => void,
  at = 0,
): void {
  if (at >= queue.size || queue.keys[at] > limit) return;
  visit(queue.owners[at], queue.stamps[at]);
  visitUpTo(queue, limit, visit, 2 * at + 1);
  visitUpTo(queue, limit, visit, 2 * at + 2);
}

function sink(queue: TriggerQueue, key: number, owner: number, stamp: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= queue.size) break;
    if (child + 1 < queue.size && queue.keys[child + 1] < queue.keys[child]) child++;
    if (queue.keys[child] >= key) break;
    copyEntry(queue, child, at);
    at = child;
  }
  setEntry(queue, at, key, owner, stamp);
}

function copyEntry(queue: TriggerQueue, from: number, to: number): void {
  setEntry(queue, to, queue.keys[from], queue.owners[from], queue.stamps[from]);
}

function setEntry(queue: TriggerQueue, at: number, key: number, owner: number, stamp: number): void {
  queue.keys[at] = key;
  queue.owners[at] = owner;
  queue.stamps[at] = stamp;
}

function grow(queue: TriggerQueue): void {
  const { keys, owners, stamps } = queue;
  queue.keys = new Float64Array(keys.length * 2);
  queue.owners = new Int32Array(keys.length * 2);
  queue.stamps = new Int32Array(keys.length * 2);
  queue.keys.set(keys);
  queue.owners.set(owners);
  queue.stamps.set(stamps);
}
