import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EngineDown } from '../../src/background/engine-link';
import { StoreWatch } from '../../src/background/store-watch';

const MINUTE_MS = 60_000;

const readFault = vi.fn<() => Promise<string | null>>();
const onChange = vi.fn();
let watch: StoreWatch;

beforeEach(() => {
  vi.useFakeTimers();
  readFault.mockReset().mockResolvedValue(null);
  onChange.mockReset();
  watch = new StoreWatch({ readFault, onChange });
});
afterEach(() => {
  watch.refresh(false);
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('asks at once and then once a minute while a page is watched, however often the audience changes', async () => {
  watch.refresh(true);
  watch.refresh(true);
  await pass(0);
  expect(readFault).toHaveBeenCalledTimes(1);
  await pass(3 * MINUTE_MS);
  expect(readFault).toHaveBeenCalledTimes(4);
});

it('asks nothing while nobody looks', async () => {
  watch.refresh(false);
  watch.refresh(true);
  watch.refresh(false);
  await pass(5 * MINUTE_MS);
  expect(readFault).toHaveBeenCalledTimes(1);
});

it('tells a fault once and its end once', async () => {
  readFault.mockResolvedValue('quota');
  watch.refresh(true);
  await pass(2 * MINUTE_MS);
  expect(watch.fault).toBe('quota');
  readFault.mockResolvedValue(null);
  await pass(2 * MINUTE_MS);
  expect(watch.fault).toBeNull();
  expect(onChange.mock.calls).toEqual([['quota'], [null]]);
});

it('says nothing of a healthy store', async () => {
  watch.refresh(true);
  await pass(MINUTE_MS);
  expect(onChange).not.toHaveBeenCalled();
});

it('keeps what it knows while the engine is being started again', async () => {
  readFault.mockResolvedValueOnce('blocked').mockRejectedValue(new EngineDown('restarting'));
  watch.refresh(true);
  await pass(2 * MINUTE_MS);
  expect(watch.fault).toBe('blocked');
});

it('takes a refused question as a store that cannot be opened', async () => {
  readFault.mockRejectedValue(new Error('UnknownError: no store'));
  watch.refresh(true);
  await pass(0);
  expect(onChange.mock.calls).toEqual([['unavailable']]);
});
