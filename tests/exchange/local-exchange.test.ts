import { request } from 'node:https';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { type LocalExchange, startExchange } from './local-exchange';
import { FIXTURE_START_MS, makeFixtureSource } from './market/fixture-source';
import { MarketClock } from './market/market-clock';

const API = 'fapi.binance.com';
const STREAM = 'fstream.binance.com';
let exchange: LocalExchange;

beforeAll(async () => {
  const clock = new MarketClock({ startMs: FIXTURE_START_MS + 7_230_000 });
  exchange = await startExchange({ source: makeFixtureSource(), clock });
});
afterEach(() => {
  exchange.faults.clear();
  exchange.contacts.clear();
});
afterAll(() => exchange.close());

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

function ask(host: string, path: string, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: exchange.port, path, method, rejectUnauthorized: false };
    const sent = request({ ...options, headers: { host }, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function openSocket(path: string, host = STREAM): WebSocket {
  const headers = { host };
  return new WebSocket(`wss://127.0.0.1:${exchange.port}${path}`, { headers, rejectUnauthorized: false });
}

const heard = (socket: WebSocket, event: string): Promise<unknown> =>
  new Promise((resolve) => socket.once(event, resolve));

test('a request is answered by the venue of its Host header', async () => {
  const { status, text } = await ask(API, '/fapi/v1/time');
  expect(status).toBe(200);
  expect(JSON.parse(text).serverTime).toBeGreaterThan(FIXTURE_START_MS);
});

test('an unknown host gets a 404 and is on the list of contacted hosts', async () => {
  expect((await ask('tracker.invalid', '/')).status).toBe(404);
  expect(exchange.contacts.hosts()).toEqual(['tracker.invalid']);
});

test('a refuse fault answers with its status and Retry-After', async () => {
  exchange.faults.add({ host: API, action: { kind: 'refuse', status: 429, retryAfterS: 7 } });
  const { status, headers } = await ask(API, '/fapi/v1/time');
  expect([status, headers['retry-after']]).toEqual([429, '7']);
});

test('truncate and html faults spoil the body', async () => {
  exchange.faults.add({ times: 1, action: { kind: 'truncate', keep: 0.5 } });
  expect(() => JSON.parse('{}')).not.toThrow();
  const { text } = await ask(API, '/fapi/v1/time');
  expect(() => JSON.parse(text)).toThrow();
  exchange.faults.add({ times: 1, action: { kind: 'html' } });
  expect((await ask(API, '/fapi/v1/time')).text).toContain('502 Bad Gateway');
  expect((await ask(API, '/fapi/v1/time')).text).toContain('serverTime');
});

test('a drop fault closes the connection without an answer', async () => {
  exchange.faults.add({ action: { kind: 'drop' } });
  await expect(ask(API, '/fapi/v1/time')).rejects.toThrow('socket hang up');
});

test('a throttle fault still delivers the whole body', async () => {
  exchange.faults.add({ action: { kind: 'throttle', bytesPerSecond: 500 } });
  expect(JSON.parse((await ask(API, '/fapi/v1/time')).text)).toHaveProperty('serverTime');
});

test('a socket receives frames until it is cut', async () => {
  const socket = openSocket('/market/stream?streams=btcusdt@kline_5m');
  expect(JSON.parse(String(await heard(socket, 'message'))).data.e).toBe('kline');
  expect(exchange.sockets.count(STREAM)).toBe(1);
  const closed = heard(socket, 'close');
  expect(exchange.sockets.cut(STREAM)).toBe(1);
  expect(await closed).toBe(1006);
});

test('a venue that greets on connecting is heard', async () => {
  const socket = openSocket('/realtime', 'ws.bitmex.com');
  expect(String(await heard(socket, 'message'))).toContain('Welcome');
  socket.terminate();
});

test('a refused handshake tells its status', async () => {
  exchange.faults.add({ on: 'socket', host: STREAM, times: 1, action: { kind: 'refuse', status: 403 } });
  const error = await heard(openSocket('/market/stream?streams=btcusdt@kline_5m'), 'error');
  expect(String(error)).toContain('403');
});

test('silence keeps the socket alive without data, half-open answers not even a ping', async () => {
  const socket = openSocket('/market/stream?streams=btcusdt@kline_5m');
  await heard(socket, 'message');
  exchange.faults.add({ on: 'socket', host: STREAM, action: { kind: 'silence' } });
  socket.ping();
  await heard(socket, 'pong');
  exchange.faults.clear();
  exchange.faults.add({ on: 'socket', host: STREAM, action: { kind: 'half-open' } });
  let pongs = 0;
  socket.on('pong', () => {
    pongs += 1;
  });
  // The fault reaches open sockets a moment later.
  const unanswered = async () => {
    const before = pongs;
    socket.ping();
    await new Promise((resolve) => setTimeout(resolve, 250));
    return pongs === before;
  };
  await expect.poll(unanswered, { timeout: 10_000 }).toBe(true);
  expect(await unanswered()).toBe(true);
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.terminate();
});

test('the control host reads the state and sets faults and clock from outside', async () => {
  const control = 'control.liqlens.test';
  await ask(control, '/faults', 'POST', '{"action":{"kind":"refuse","status":451}}');
  expect((await ask(API, '/fapi/v1/time')).status).toBe(451);
  await ask(control, '/faults', 'DELETE');
  expect((await ask(API, '/fapi/v1/time')).status).toBe(200);
  const before = exchange.clock.nowMs();
  await ask(control, '/clock', 'POST', '{"jumpMs":60000}');
  expect(exchange.clock.nowMs() - before).toBeGreaterThanOrEqual(60_000);
  expect(JSON.parse((await ask(control, '/state')).text)).toMatchObject({ speed: 1, faults: [] });
});
