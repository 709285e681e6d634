/** Longest run of zeros that one byte pair says. */
const MAX_RUN = 255;

/**
 * Codes of consecutive columns, packed without loss: each column as the difference to the one before (columns
 * change little from bar to bar), then runs of zeros as a zero and a count. `width` = codes of one column.
 */
export function packCells(cells: Uint8Array, width: number): Uint8Array {
  const packed = new Uint8Array(cells.length * 2);
  let used = 0;
  let zeros = 0;
  const endRun = (): void => {
    while (zeros > 0) {
      const run = Math.min(zeros, MAX_RUN);
      packed[used] = 0;
      packed[used + 1] = run;
      used += 2;
      zeros -= run;
    }
  };
  for (let at = 0; at < cells.length; at += 1) {
    const difference = (cells[at] - (at >= width ? cells[at - width] : 0)) & 255;
    if (difference === 0) {
      zeros += 1;
      continue;
    }
    endRun();
    packed[used] = difference;
    used += 1;
  }
  endRun();
  return packed.slice(0, used);
}

/** The `length` codes behind `packCells`; null when the packed bytes do not give exactly that many. */
export function unpackCells(packed: Uint8Array, width: number, length: number): Uint8Array | null {
  const cells = new Uint8Array(length);
  let at = 0;
  for (let from = 0; from < packed.length; from += 1) {
    if (packed[from] === 0) {
      from += 1;
      at += packed[from] ?? 0;
      continue;
    }
    if (at >= length) return null;
    cells[at] = packed[from];
    at += 1;
  }
  if (at !== length) return null;
  for (let cell = width; cell < length; cell += 1) cells[cell] = (cells[cell] + cells[cell - width]) & 255;
  return cells;
}
