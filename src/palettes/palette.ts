/** A colour ramp from "few" to "most". */
export interface Palette {
  /** The file's name; shown in words unless a locale translates it as `palette_<name>`, hyphens as underscores. */
  name: string;
  /** False for ramps whose lightness falls somewhere; they are offered, never the default. */
  isMonotone: boolean;
  /** 256 x RGB, row-major, sRGB 0..255. */
  readonly rgb: Uint8Array;
}
