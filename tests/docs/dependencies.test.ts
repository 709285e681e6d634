import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  link?: boolean;
  integrity?: string;
  hasInstallScript?: boolean;
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
const locked = Object.entries((read('package-lock.json') as { packages: Record<string, Locked> }).packages);

/** Exactly one version, by another name or not. */
const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+$/;
/** Packages that may run code when they are installed: compilers, and the driver of browsers, which downloads nothing. */
const MAY_RUN = ['@swc/core', 'esbuild', 'puppeteer'];

it('package.json names exactly one version of every package', () => {
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, wanted]) => !EXACT.test(wanted),
  );
  expect(loose).toEqual([]);
});

it('package-lock.json holds the SHA-512 of every package', () => {
  const packed = locked.filter(([path, { link }]) => path !== '' && !link);
  expect(packed.length).toBeGreaterThan(100);
  expect(packed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
});

it('package-lock.json lets only known packages run code when they are installed', () => {
  const running = locked
    .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect([...new Set(running)].sort()).toEqual(MAY_RUN);
});
