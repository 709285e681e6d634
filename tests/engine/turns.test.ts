import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/engine/turns';

/** Work that notes its begin and its end, with a breath between them. */
function noted(log: string[], name: string): () => Promise<void> {
  return async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve));
    log.push(`${name} ends`);
  };
}

describe('createTurns', () => {
  it('alone on one instrument, waits for the call before; on another, does not', async () => {
    const log: string[] = [];
    const turns = createTurns();
    await Promise.all([
      turns.alone('binance:BTCUSDT', noted(log, 'one')),
      turns.alone('binance:BTCUSDT', noted(log, 'two')),
      turns.alone('bybit:BTCUSDT', noted(log, 'other')),
    ]);
    expect(log.indexOf('two begins')).toBeGreaterThan(log.indexOf('one ends'));
    expect(log.indexOf('other begins')).toBeLessThan(log.indexOf('one ends'));
  });

  it('alone after a call that failed, runs all the same', async () => {
    const turns = createTurns();
    const broken = turns.alone('binance:BTCUSDT', () => Promise.reject(new Error('broken')));
    const next = turns.alone('binance:BTCUSDT', async () => 'done');
    await expect(broken).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });

  it('exclusive, waits for what runs and holds back what comes later, also when it fails', async () => {
    const log: string[] = [];
    const turns = createTurns();
    const before = turns.alone('binance:BTCUSDT', noted(log, 'before'));
    const whole = turns.exclusive(async () => {
      await noted(log, 'whole')();
      throw new Error('broken');
    });
    const after = turns.alone('bybit:BTCUSDT', noted(log, 'after'));
    await expect(whole).rejects.toThrow('broken');
    await Promise.all([before, after]);
    expect(log).toEqual([
      'before begins',
      'before ends',
      'whole begins',
      'whole ends',
      'after begins',
      'after ends',
    ]);
  });
});
