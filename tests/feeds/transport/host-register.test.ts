import { describe, expect, it } from 'vitest';
import { freshHost } from '../../../src/feeds/transport/host-circuit';
import { createHostRegister } from '../../../src/feeds/transport/host-register';

describe('createHostRegister', () => {
  it('of(a host never asked) is fresh, and the same object from then on', () => {
    const hosts = createHostRegister([]);
    const state = hosts.of('a.example');
    expect(state).toEqual(freshHost('a.example'));
    expect(hosts.of('a.example')).toBe(state);
  });

  it('copies are not changed by what happens later', () => {
    const hosts = createHostRegister([]);
    hosts.of('a.example').requests = 1;
    const [copy] = hosts.copies();
    hosts.of('a.example').requests = 2;
    expect(copy.requests).toBe(1);
  });

  it('recall takes over unknown hosts and leaves known ones as they are', () => {
    const hosts = createHostRegister([{ ...freshHost('a.example'), requests: 5 }]);
    hosts.recall([
      { ...freshHost('a.example'), requests: 1 },
      { ...freshHost('b.example'), requests: 2 },
    ]);
    expect(hosts.copies().map(({ host, requests }) => [host, requests])).toEqual([
      ['a.example', 5],
      ['b.example', 2],
    ]);
  });

  it('forgive forgets trouble and failures of one host', () => {
    const trouble = { kind: 'offline', reason: 'no answer', retryAtMs: 9 } as const;
    const [a, b] = ['a.example', 'b.example'].map((host) => ({ ...freshHost(host), trouble, failures: 3 }));
    const hosts = createHostRegister([a, b]);
    hosts.forgive('a.example');
    expect([hosts.of('a.example').trouble, hosts.of('a.example').failures]).toEqual([null, 0]);
    expect(hosts.of('b.example').failures).toBe(3);
  });
});
