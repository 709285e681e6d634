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
