import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BROWSER_NAMES } from '../browsers/find-browser.mjs';
import { DEBIAN_NAMES } from './prepare.mjs';

const BROWSERS = new Set(Object.values(BROWSER_NAMES).flat());

/** Mounts a copy-on-write view of this machine for as long as one command runs in it. */
const ENTER = `
layer=$1; box=$2; cwd=$3; shift 3
mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/up,workdir=$layer/work" "$layer/view"
for each in proc sys dev; do mount --rbind "/$each" "$layer/view/$each"; done
mount --bind "$box" "$layer/view$box"
exec chroot "$layer/view" sh -c 'cd "$0" && exec "$@"' "$cwd" "$@"`;

/**
 * This machine as a newcomer has it: an empty npm cache, none of our settings, no browser. As root on Debian the browsers
 * are uninstalled from a copy-on-write view of the machine, so that the commands must really install them; elsewhere they
 * are only left out of PATH, and the commands can do no more than ask for one.
 * @param {string} box folder that keeps its contents and its path in the bare machine
 * @param {string} layer empty folder for whatever else the commands change
 * @returns {{ canInstall: boolean, start: (command: string, args: string[], cwd: string, extra?: object) =>
 *   import('node:child_process').ChildProcess }}
 */
export function bareMachine(box, layer) {
  const environment = bareEnvironment(box);
  const canInstall = makeView(box, layer);
  if (!canInstall) environment.PATH = pathWithoutBrowsers(join(layer, 'bin'));
  const start = (command, args, cwd, extra = {}) => {
    const line = canInstall ? inView(box, layer, cwd, [command, ...args]) : [command, ...args];
    const env = { ...environment, ...extra };
    return spawn(line[0], line.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  };
  return { canInstall, start };
}

/** Our environment without the variables of npm and Liqlens, and with a package cache that is empty. */
function bareEnvironment(box) {
  const kept = Object.entries(process.env).filter(([key]) => !/^(npm_|LIQLENS_)/i.test(key));
  return { ...Object.fromEntries(kept), npm_config_cache: join(box, 'npm-cache') };
}

/** Uninstalls the browsers in the view; false where there can be no such view. */
function makeView(box, layer) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  for (const folder of ['up', 'work', 'view']) mkdirSync(join(layer, folder));
  const see = (line) => {
    const [program, ...args] = inView(box, layer, '/', line);
    return spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  };
  const isRemoved = see(['dpkg', '--remove', '--force-depends', ...Object.values(DEBIAN_NAMES)]).status === 0;
  // Kept packages would spare the download that a newcomer waits for.
  return isRemoved && see(['apt-get', 'clean']).status === 0 && see(['which', ...BROWSERS]).stdout === '';
}

function inView(box, layer, cwd, line) {
  const enter = ['unshare', '--mount', '--propagation', 'private', 'sh', '-ec', ENTER, 'sh'];
  return [...enter, layer, box, cwd, ...line];
}

/** A folder of links to all that is on PATH but the browsers. */
function pathWithoutBrowsers(folder) {
  mkdirSync(folder);
  for (const place of process.env.PATH.split(delimiter).filter((path) => existsSync(path))) {
    for (const name of readdirSync(place)) {
      const link = join(folder, name);
      if (!BROWSERS.has(name) && !existsSync(link)) symlinkSync(join(place, name), link);
    }
  }
  return folder;
}
