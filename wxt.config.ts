import { fileURLToPath } from 'node:url';
import { type JsMinifyOptions, minifySync } from '@swc/core';
import { type Alias, type AliasOptions, type InlineConfig, mergeConfig, type Plugin } from 'vite';
import { defineConfig } from 'wxt';
import { FEEDS } from './src/feeds/registry';
import { LENT_MODULES } from './src/panel/rest/lent-modules';
import { SITES } from './src/sites/registry';

const restHosts = [...new Set(FEEDS.flatMap((feed) => feed.restHosts))].sort();
const socketHosts = FEEDS.flatMap((feed) => feed.socketHosts).map(
  (url) => `https://${new URL(url).hostname}/*`,
);
/** Firefox lets headers be taken off where the extension has the host, that of a socket too. */
const headerHosts = [...new Set([...restHosts, ...socketHosts])].sort();
const siteHosts = [...new Set(SITES.flatMap((site) => site.matches))].sort();
/** Sites are asked for one by one, when the user switches them on; builds for tests and benches cannot click that prompt. */
const optionalHosts = [...siteHosts.filter((host) => !restHosts.includes(host)), 'https://*/*'];

const POLYFILLED = 'wxt/browser';

const CONTEXT: Alias = {
  find: 'wxt/utils/content-script-context',
  replacement: fileURLToPath(new URL('src/page/script-context.ts', import.meta.url)),
};

/** Vite's aliases, of either form, less the one that puts the polyfill in the place of the browser's own interface. */
function withoutPolyfill(alias: AliasOptions | undefined): Alias[] {
  const list = isList(alias)
    ? alias
    : Object.entries(alias ?? {}).map(([find, replacement]) => ({ find, replacement }));
  return list.filter(({ find }) => find !== POLYFILLED);
}

function isList(alias: AliasOptions | undefined): alias is readonly Alias[] {
  return Array.isArray(alias);
}

/** The script finds these packages in a global instead of carrying copies of them. */
function borrowModules(config: InlineConfig, globals: Record<string, string>): void {
  const rolldownOptions = { external: Object.keys(globals), output: { globals } };
  Object.assign(config, mergeConfig(config, { build: { rolldownOptions } }));
}

/** The framework's frame around a script catches each error, prints it, throws it on and waits: the browser prints it anyhow. */
function printErrorsOnce(): Plugin {
  return {
    name: 'print-errors-once',
    transform: (code, id) => {
      if (id.includes('wxt-content-script'))
        return code.replace(/async (.*?)try (\{.*?\n\t\}) catch .*?\n\t\}/s, '$1$2').replace('await ', '');
      if (id.includes('wxt-background'))
        return code.replace(/^try (\{.*?)\n\tif \(result.*?\n\} catch .*?\n\}/ms, '$1\n}');
    },
  };
}

const JOIN = { passes: 3, toplevel: true, ecma: 2020 } as const;
const JOIN_MODULE: JsMinifyOptions = { module: true, compress: JOIN, mangle: { toplevel: true } };
/** Where no function is called with `new`, so that all without a `this` may be arrows. */
const JOIN_FUNCTIONS: JsMinifyOptions = {
  compress: { ...JOIN, unsafe_arrows: true, unsafe_methods: true },
  mangle: { toplevel: true },
};

/** Writes functions that are called once where they are called. */
function joinSingleUses(options: JsMinifyOptions): Plugin {
  return {
    name: 'join-single-uses',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type === 'chunk') part.code = minifySync(minifySync(part.code, options).code, options).code;
      }
    },
  };
}

/** Pages run all of these at once: parsed and compiled in one go, not each function by itself as it is first called. */
const WHOLE_SCRIPTS = ['page.js', 'pill.js', 'panel.js'];

/** Tells Chromium (136 and later; others pass over the comment) to compile a script as a whole. */
function compileWhole(): Plugin {
  return {
    name: 'compile-whole',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        const isWhole = WHOLE_SCRIPTS.some((name) => part.fileName.endsWith(name));
        if (isWhole && part.type === 'chunk') part.code = `//# allFunctionsCalledOnLoad\n${part.code}`;
      }
    },
  };
}

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  targetBrowsers: ['chrome', 'firefox'],
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  hooks: {
    'vite:build:extendConfig': (entrypoints, config) => {
      if (entrypoints.some(({ name }) => name === 'panel-rest')) borrowModules(config, LENT_MODULES);
      config.plugins = [...(config.plugins ?? []), printErrorsOnce()];
      if (entrypoints.some(({ type }) => type === 'background'))
        config.plugins.push(joinSingleUses(JOIN_MODULE));
      // Every frame of a page loads these: what they call is alike in both browsers and needs no polyfill.
      if (entrypoints.some(({ type }) => type !== 'content-script')) return;
      config.resolve = { ...config.resolve, alias: [CONTEXT, ...withoutPolyfill(config.resolve?.alias)] };
      config.plugins.push(joinSingleUses(JOIN_FUNCTIONS), compileWhole());
    },
  },
  zip: {
    includeSources: [
      'entrypoints/**',
      'src/**',
      'public/**',
      'wxt.config.ts',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'tsconfig.core.json',
      '.npmrc',
      'README.md',
      'LICENSE',
    ],
  },
  i18n: { localesDir: fileURLToPath(new URL('src/panel/locales', import.meta.url)) },
  manifest: ({ browser, mode }) => {
    const isChrome = browser === 'chrome';
    const feedHosts = isChrome ? restHosts : headerHosts;
    const hasSiteHosts = mode === 'e2e' || mode === 'bench';
    return {
      name: '__MSG_extName__',
      default_locale: 'en',
      description: '__MSG_extDescription__',
      permissions: [
        'storage',
        'scripting',
        'activeTab',
        'alarms',
        'notifications',
        'contextMenus',
        isChrome ? 'offscreen' : 'declarativeNetRequestWithHostAccess',
      ],
      host_permissions: hasSiteHosts ? [...feedHosts, ...siteHosts] : feedHosts,
      optional_host_permissions: hasSiteHosts ? ['https://*/*'] : optionalHosts,
      action: { default_title: 'Liqlens' },
      commands: {
        'toggle-overlay': {
          suggested_key: { default: 'Alt+L' },
          description: '__MSG_commandToggleOverlay__',
        },
        'toggle-panel': {
          suggested_key: { default: 'Alt+Shift+L' },
          description: '__MSG_commandTogglePanel__',
        },
      },
      ...(isChrome
        ? { minimum_chrome_version: '120', message_serialization: 'structured_clone' }
        : {
            browser_specific_settings: {
              gecko: {
                id: 'liqlens@liqlens.dev',
                strict_min_version: '142.0',
                data_collection_permissions: { required: ['none'] },
              },
            },
          }),
    };
  },
});
