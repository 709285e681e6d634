export type Rgb = readonly [number, number, number];
export type Sight = 'normal' | 'protan' | 'deutan' | 'tritan';

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB; row-major. */
const SIMULATION: Record<Exclude<Sight, 'normal'>, readonly number[]> = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function toLinear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

/** CIE L*a*b* (D65) of an sRGB colour as someone with that sight would see it. */
export function labSeenBy(rgb: Rgb, sight: Sight): [number, number, number] {
  let [r, g, b] = rgb.map(toLinear);
  if (sight !== 'normal') {
    const m = SIMULATION[sight];
    [r, g, b] = [0, 3, 6].map((row) =>
      Math.min(1, Math.max(0, m[row] * r + m[row + 1] * g + m[row + 2] * b)),
    );
  }
  const x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047;
  const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b;
  const z = (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883;
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t) / 116 + 16 / 116);
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}

/** Distance of two colours in L*a*b*; about 2.3 is just noticeable. */
export function distance(a: Rgb, b: Rgb, sight: Sight): number {
  const p = labSeenBy(a, sight);
  const q = labSeenBy(b, sight);
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
