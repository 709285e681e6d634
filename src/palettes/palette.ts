/** A colour ramp from "few" to "most". */
export interface Palette {
  name: string;
  /** Key of its label in the locale files. */
  labelKey: string;
  /** False for ramps whose lightness falls somewhere; they are offered, never the default. */
  isMonotone: boolean;
  /** 256 x RGB, row-major, sRGB 0..255. */
  rgb: Uint8Array;
}
