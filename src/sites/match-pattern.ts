/**
 * Whether a URL lies in a host match pattern (`https://www.okx.com/*`, `https://*.bybit.com/trade/*`).
 * @throws When the pattern is none.
 */
export function matchesPattern(pattern: string, url: URL): boolean {
  const [, scheme, host, path] = /^(https?|\*):\/\/(\*|(?:\*\.)?[^/*]+)(\/.*)$/.exec(pattern) ?? [];
  if (!scheme) throw new Error(`invalid match pattern: ${pattern}`);
  const isScheme = scheme === '*' ? /^https?:$/.test(url.protocol) : url.protocol === `${scheme}:`;
  return isScheme && matchesHost(host, url.hostname) && wildcard(path).test(url.pathname + url.search);
}

function matchesHost(host: string, name: string): boolean {
  if (!host.startsWith('*')) return name === host;
  return host === '*' || name === host.slice(2) || name.endsWith(host.slice(1));
}

function wildcard(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`);
}
