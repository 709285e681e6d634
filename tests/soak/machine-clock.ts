import { execFileSync } from 'node:child_process';
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The clock that a browser takes for the machine's; needs Linux and a C compiler. */
export interface MachineClock {
  /** What the browser is started with. */
  environment: Record<string, string>;
  /** Sets the clock so many ms (whole seconds) ahead of where it is; negative = back. */
  moveBy(ms: number): void;
}

/** Makes one whose parts lie in `folder`; null where that cannot be done. */
export function makeMachineClock(folder: string): MachineClock | null {
  const library = join(folder, 'machine-clock.so');
  const source = join(import.meta.dirname, 'machine-clock.c');
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const path = join(folder, 'clock-shift');
  const file = openSync(path, 'w+');
  let shiftMs = 0;
  const moveBy = (ms: number) => {
    shiftMs += ms;
    const seconds = Buffer.alloc(8);
    seconds.writeBigInt64LE(BigInt(Math.round(shiftMs / 1000)));
    writeSync(file, seconds, 0, 8, 0);
  };
  moveBy(0);
  return { environment: { LD_PRELOAD: library, LIQLENS_CLOCK_FILE: path }, moveBy };
}
