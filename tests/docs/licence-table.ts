import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

const ENTRYPOINTS = 'entrypoints';

/** Names of the npm packages of which code ends in the extension, sorted; found by bundling all entrypoints. */
export async function packedPackages(): Promise<string[]> {
  const input = readdirSync(ENTRYPOINTS).flatMap((name) => {
    const path = name.endsWith('.ts') ? join(ENTRYPOINTS, name) : join(ENTRYPOINTS, name, 'main.ts');
    return existsSync(path) ? [path] : [];
  });
  const built = await build({
    configFile: false,
    logLevel: 'error',
    // What the polyfill module of WXT does.
    resolve: { alias: { 'wxt/browser': '@wxt-dev/webextension-polyfill/browser' } },
    build: { write: false, minify: false, rolldownOptions: { input, preserveEntrySignatures: 'strict' } },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  const modules = outputs
    .flatMap(({ output }) => output)
    .flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
  const names = modules.flatMap((id) => id.match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []);
  return [...new Set(names)].sort();
}

interface PackageFile {
  version: string;
  license?: string;
  homepage?: string;
  repository?: string | { url: string };
}

/** The text of docs/LICENCES.md, from the packages as they are installed. */
export async function licenceList(): Promise<string> {
  const rows = (await packedPackages()).map((name) => {
    const about = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')) as PackageFile;
    if (!about.license) throw new Error(`package without a licence: ${name}`);
    return `| \`${name}\` | ${about.version} | ${about.license} | ${sourceOf(about) || '–'} |`;
  });
  return [
    '# Licences of what is packed',
    '',
    'Liqlens itself is under the MIT licence (`LICENSE`). These packages have code in the archives; tools that only',
    'build or test are not packed and not listed. Written by `npx tsx tests/docs/write-licences.ts`, which bundles the',
    'entrypoints and looks whose modules are in the result; a test keeps the list current. All are packed as published; the',
    'chart library of the demo shows its own attribution link, as its notice asks.',
    '',
    '| package | version | licence | source |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Address of the sources as a plain https link. */
function sourceOf({ repository, homepage }: PackageFile): string {
  const url = typeof repository === 'string' ? repository : (repository?.url ?? homepage ?? '');
  const path = url
    .replace(/^git\+/, '')
    .replace(/\.git$/, '')
    .replace(/^(git|ssh):\/\/(git@)?/, 'https://');
  return /^[\w-]+\/[\w.-]+$/.test(path)
    ? `https://github.com/${path}`
    : path.replace('github:', 'https://github.com/');
}
