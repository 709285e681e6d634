import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Short id of the commit that is checked out. */
export function commitId(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

/** Cores, Node and system, in one line. */
export function machineText(): string {
  const [first] = cpus();
  return `${cpus().length} x ${first?.model ?? 'cpu'}, Node ${process.versions.node}, ${process.platform}`;
}
