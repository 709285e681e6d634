import { expect, test } from 'vitest';
import { ContactLog } from './contact-log';

test('hosts() lists contacted hosts once, sorted, without the calls browsers make for themselves', () => {
  const log = new ContactLog();
  log.note('www.binance.com', '/', 'request', true);
  log.note('fapi.binance.com', '/fapi/v1/time', 'request', true);
  log.note('fapi.binance.com', '/fapi/v1/time', 'request', true);
  log.note('update.googleapis.com', '/service', 'request', false);
  log.note('firefox.settings.services.mozilla.com', '/v1', 'request', false);
  expect(log.hosts()).toEqual(['fapi.binance.com', 'www.binance.com']);
  expect(log.of('fapi.binance.com')).toMatchObject({ requests: 2, sockets: 0 });
});

test('hosts() shows an unknown host, so that a test can fail on it', () => {
  const log = new ContactLog();
  log.note('tracker.invalid', '/', 'request', false);
  expect(log.hosts()).toEqual(['tracker.invalid']);
});

test('clear() forgets', () => {
  const log = new ContactLog();
  log.note('www.okx.com', '/ws', 'socket', true);
  log.clear();
  expect(log.hosts()).toEqual([]);
});

test('of() names the headers that tell who asked', () => {
  const log = new ContactLog();
  const chrome = { origin: 'chrome-extension://abcdefghijklmnop', accept: '*/*' };
  log.note('www.okx.com', '/', 'request', true, chrome);
  expect(log.of('www.okx.com')?.revealing).toEqual([]);
  const firefox = { origin: 'moz-extension://0f9c1d0e-1111-4222-8333-444455556666', cookie: 'id=1' };
  log.note('www.okx.com', '/', 'request', true, firefox);
  log.note('www.okx.com', '/', 'request', true, firefox);
  expect(log.of('www.okx.com')?.revealing).toEqual(['cookie', 'origin']);
});
