import { createPublicKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
import { makeCertificate } from './certificate';

test('makeCertificate(hosts) gives a certificate that names each host and no other', () => {
  const certificate = new X509Certificate(makeCertificate(['fapi.binance.com', 'www.okx.com']).cert);
  expect(certificate.checkHost('fapi.binance.com')).toBe('fapi.binance.com');
  expect(certificate.checkHost('www.okx.com')).toBe('www.okx.com');
  expect(certificate.checkHost('api.bybit.com')).toBeUndefined();
});

test('makeCertificate() signs with the key it hands out and is valid today', () => {
  const { key, cert } = makeCertificate(['localhost']);
  const certificate = new X509Certificate(cert);
  expect(certificate.verify(createPublicKey(key))).toBe(true);
  expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
  expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());
});

test('makeCertificate() of many hosts still parses, so long lengths are written right', () => {
  const hosts = Array.from({ length: 60 }, (_, i) => `host-${i}.example.org`);
  expect(new X509Certificate(makeCertificate(hosts).cert).checkHost('host-59.example.org')).toBeTruthy();
});

test('makeCertificate() of any length is read by the TLS server', () => {
  for (let length = 1; length <= 60; length++) {
    expect(() => createSecureContext(makeCertificate([`${'a'.repeat(length)}.org`]))).not.toThrow();
  }
});

test('makeCertificate() never makes the same key twice', () => {
  expect(makeCertificate(['localhost']).key).not.toBe(makeCertificate(['localhost']).key);
});
