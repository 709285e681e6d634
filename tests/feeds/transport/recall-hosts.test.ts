import { describe, expect, it } from 'vitest';
import { freshHost } from '../../../src/feeds/transport/host-circuit';
import { createTransport } from '../../../src/feeds/transport/transport';

describe('recallHosts', () => {
  it('brings back a block that the context before met, so that it is not tried again', async () => {
    const transport = createTransport();
    const trouble = { kind: 'blocked' as const, reason: 'not available in your region', retryAtMs: Infinity };
    transport.recallHosts([{ ...freshHost('api.example.test'), trouble }]);
    const request = { url: 'https://api.example.test/x', method: 'GET' as const, charges: [] };
    const answer = await transport.request(request, 'visible', new AbortController().signal);
    expect(answer.ok ? null : answer.trouble.kind).toBe('blocked');
    expect(transport.hosts()[0].requests).toBe(0);
  });

  it('leaves what this context learned alone', () => {
    const transport = createTransport({ hosts: [{ ...freshHost('a.test'), requests: 5 }] });
    transport.recallHosts([{ ...freshHost('a.test'), requests: 1 }]);
    expect(transport.hosts()[0].requests).toBe(5);
  });
});
