import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEEDS } from '../../src/feeds/registry';
import { SITES } from '../../src/sites/registry';
import { markupSinksIn } from './markup-sinks';
import { FIRST_LOAD, SIZE_BUDGETS } from './size-budgets';

interface Manifest {
  version: string;
  permissions: string[];
  host_permissions: string[];
  optional_host_permissions: string[];
  web_accessible_resources?: unknown;
  content_scripts?: unknown;
  content_security_policy?: unknown;
  icons: unknown;
}

const OUTPUT = '.output';
const PERMISSIONS = ['storage', 'scripting', 'activeTab', 'alarms', 'notifications', 'contextMenus'];

/** All that both manifests say besides permissions, hosts, version and icons. */
const SAID = {
  manifest_version: 3,
  name: '__MSG_extName__',
  description: '__MSG_extDescription__',
  default_locale: 'en',
  action: { default_title: 'Liqlens', default_popup: 'popup.html' },
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
  options_ui: { open_in_tab: true, page: 'options.html' },
};

const SAID_TO = {
  chrome: {
    background: { type: 'module', service_worker: 'background.js' },
    minimum_chrome_version: '120',
    message_serialization: 'structured_clone',
  },
  firefox: {
    background: { type: 'module', scripts: ['background.js'] },
    browser_specific_settings: {
      gecko: {
        id: 'liqlens@liqlens.dev',
        strict_min_version: '142.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  },
};

const manifestOf = (browser: string) =>
  JSON.parse(readFileSync(join(OUTPUT, `${browser}-mv3`, 'manifest.json'), 'utf8')) as Manifest;

function scriptsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, file));
}

/** The name of a script without the folder and the hash of shared parts. */
function nameOf(path: string): string {
  return path.replace(/^chunks\/(.+)-[\w-]{8}\.js$/, '$1.js');
}

describe.each(['chrome', 'firefox'])('the %s build for the store', (browser) => {
  let manifest: Manifest;
  beforeAll(() => {
    const wxt = join('node_modules', 'wxt', 'bin', 'wxt.mjs');
    execFileSync(process.execPath, [wxt, 'build', '-b', browser], {
      stdio: 'ignore',
      // The test runner's own mode would leave development code in.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    manifest = manifestOf(browser);
  }, 120_000);

  it('asks for exactly the permissions that PRIVACY.md explains', () => {
    const extra = browser === 'chrome' ? 'offscreen' : 'declarativeNetRequestWithHostAccess';
    expect([...manifest.permissions].sort()).toEqual([...PERMISSIONS, extra].sort());
    const privacy = readFileSync('PRIVACY.md', 'utf8');
    for (const permission of manifest.permissions) expect(privacy).toContain(`\`${permission}\``);
  });

  it('reaches exactly the hosts of the feed registry, and pages only after a question', () => {
    const rest = FEEDS.flatMap(({ restHosts }) => restHosts);
    const sockets = FEEDS.flatMap(({ socketHosts }) => socketHosts);
    // Firefox takes headers off sockets only where it has their host.
    const ofSockets = browser === 'firefox' ? sockets.map((url) => `https://${new URL(url).hostname}/*`) : [];
    expect([...manifest.host_permissions].sort()).toEqual([...new Set([...rest, ...ofSockets])].sort());
    const pages = SITES.flatMap(({ matches }) => matches).filter((match) => !rest.includes(match));
    expect([...manifest.optional_host_permissions].sort()).toEqual(
      [...new Set([...pages, 'https://*/*'])].sort(),
    );
  });

  it('injects nothing by manifest and shows pages none of its files', () => {
    expect(manifest.content_scripts).toBeUndefined();
    expect(manifest.web_accessible_resources).toBeUndefined();
  });

  it('keeps the strict default content security policy', () => {
    expect(manifest.content_security_policy).toBeUndefined();
  });

  it('turns no string into markup or code, but for what its libraries bring along', () => {
    const output = join(OUTPUT, `${browser}-mv3`);
    const sinks = scriptsIn(output).flatMap((file) =>
      markupSinksIn(readFileSync(file, 'utf8')).map((sink) => `${nameOf(relative(output, file))}: ${sink}`),
    );
    // Preact is there twice: in the page, where scripts cannot share, and for the extension's own pages.
    expect(sinks.sort()).toEqual([
      'content-scripts/panel.js: preact',
      'demo.js: chart logo',
      'text.js: preact',
    ]);
  });

  it('has no open shadow root and no test attribute', () => {
    for (const file of ['page.js', 'pill.js', 'panel.js']) {
      const script = readFileSync(join(OUTPUT, `${browser}-mv3`, 'content-scripts', file), 'utf8');
      expect(script, file).not.toContain('dataset.frame');
      expect(script, file).not.toContain('mode:"open"');
    }
  });

  it('carries the version of package.json and of the newest entry of the changelog', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(manifest.version).toBe(version);
    const [, newest] = /^## (\S+)/m.exec(readFileSync('CHANGELOG.md', 'utf8')) ?? [];
    expect(newest).toBe(version);
  });

  it.each(SIZE_BUDGETS)('keeps $file within $gzipBytes bytes, compressed', ({ file, gzipBytes }) => {
    const bytes = gzipSync(readFileSync(join(OUTPUT, `${browser}-mv3`, file))).length;
    expect(bytes).toBeLessThanOrEqual(gzipBytes);
  });

  it('keeps what a page loads by itself within its bar, compressed', () => {
    const scripts = join(OUTPUT, `${browser}-mv3`, 'content-scripts');
    const sizes = FIRST_LOAD.files.map((file) => gzipSync(readFileSync(join(scripts, file))).length);
    expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(FIRST_LOAD.gzipBytes);
  });

  it('says nothing in its manifest that is not listed here, and tells Firefox that it collects nothing', () => {
    const { permissions, host_permissions, optional_host_permissions, version, icons, ...said } = manifest;
    expect(said).toEqual({ ...SAID, ...SAID_TO[browser as keyof typeof SAID_TO] });
    expect(existsSync(join(OUTPUT, `${browser}-mv3`, 'offscreen.html'))).toBe(browser === 'chrome');
  });
});
