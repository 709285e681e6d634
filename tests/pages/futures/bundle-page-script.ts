import { build } from 'vite';

const bundles = new Map<string, Promise<string>>();

/** One classic script out of a page's entry file; bundled once per process, in memory. */
export function bundlePageScript(entry: string): Promise<string> {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const bundle = bundleOnce(entry);
  bundles.set(entry, bundle);
  return bundle;
}

async function bundleOnce(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'futuresPage', fileName: 'page' },
    },
  });
  const [{ output }] = Array.isArray(result)
    ? result
    : [result as { output: { type: string; code: string }[] }];
  return (output as { type: string; code: string }[]).filter((part) => part.type === 'chunk')[0].code;
}
