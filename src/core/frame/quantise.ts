/** Range of the USD code: 0 = below `floor`, 1 = `floor`, 255 = `ceil` and above. USD per bin. */
export interface UsdRange {
  floor: number;
  ceil: number;
}

const DECADES = 7;
/** Upper 16 bits of a positive float32: 8 bits of exponent and 8 of mantissa, steps of 0.4 %. */
const TABLE_SHIFT = 15;
const TABLE_SIZE = 1 << 16;

/**
 * Range for a grid whose largest bin is `maxUsd`: the power of ten at least 3 times above it and seven decades
 * below that. It moves in steps of ten only, so that codes already stored stay valid while a market grows; take
 * it once for a series and again only when a value exceeds `ceil`. One step of the code is 6.5 %.
 */
export function usdRange(maxUsd: number): UsdRange {
  const top = maxUsd > 0 && Number.isFinite(maxUsd) ? maxUsd * 3 : 1;
  // float32 ends at 3.4e38 and 1.2e-38; the range must stay inside it.
  const exponent = Math.min(37, Math.max(-30, Math.ceil(Math.log10(top))));
  return { floor: 10 ** (exponent - DECADES), ceil: 10 ** exponent };
}

/** Code of one amount, USD. Not a number, negative and less than `floor` are 0. */
export function encodeUsd(usd: number, { floor, ceil }: UsdRange): number {
  if (!(usd >= floor)) return 0;
  const share = Math.log(usd / floor) / Math.log(ceil / floor);
  return 1 + Math.min(254, Math.round(share * 254));
}

/** USD of a code; 0 for code 0. */
export function decodeUsd(code: number, { floor, ceil }: UsdRange): number {
  return code === 0 ? 0 : floor * (ceil / floor) ** ((code - 1) / 254);
}

/** Codes whole columns by a look-up on the upper bits of the float, some ten times as fast as a logarithm a bin. */
export interface UsdQuantiser {
  range: UsdRange;
  /** Codes `usd` (USD per bin) into `out` from `outOffset`. Within one code of `encodeUsd`. */
  encodeColumn(usd: Float32Array, out: Uint8Array, outOffset: number): void;
}

/** Prepares the look-up of one range; keep it, it costs about a millisecond. */
export function createUsdQuantiser(range: UsdRange): UsdQuantiser {
  const table = codeTable(range);
  return {
    range,
    encodeColumn(usd, out, outOffset) {
      const bits = new Uint32Array(usd.buffer, usd.byteOffset, usd.length);
      // Negative numbers lie beyond the table: undefined is stored as 0.
      for (let bin = 0; bin < bits.length; bin += 1) out[outOffset + bin] = table[bits[bin] >>> TABLE_SHIFT];
    },
  };
}

function codeTable(range: UsdRange): Uint8Array {
  const bits = new Uint32Array(1);
  const value = new Float32Array(bits.buffer);
  const table = new Uint8Array(TABLE_SIZE);
  for (let index = 0; index < TABLE_SIZE; index += 1) {
    bits[0] = (index << TABLE_SHIFT) | (1 << (TABLE_SHIFT - 1));
    table[index] = encodeUsd(value[0], range);
  }
  // Exactly infinite shares its slot with a NaN pattern; both are refused as input.
  table.fill(0, 0xff00);
  return table;
}
