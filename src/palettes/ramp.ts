const made = new Map<string, Uint8Array>();

/** As `makeRamp`, each ramp when it is first wanted: pages show one of them. */
export function ramp(anchors: string): Uint8Array {
  const rgb = made.get(anchors) ?? makeRamp(anchors);
  made.set(anchors, rgb);
  return rgb;
}

/**
 * 256 colours through evenly spaced anchors, joined straight in sRGB.
 * `anchors` are hexadecimal colours parted by spaces, from "few" to "most"; returns 256 x RGB, row-major, 0..255.
 */
function makeRamp(anchors: string): Uint8Array {
  const stops = anchors.split(' ').map((hex) => Number.parseInt(hex, 16));
  const rgb = new Uint8Array(256 * 3);
  for (let step = 0; step < 256; step += 1) {
    const place = (step / 255) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(place));
    for (let channel = 0; channel < 3; channel += 1) {
      const shift = 16 - channel * 8;
      const from = (stops[below] >> shift) & 255;
      const to = (stops[below + 1] >> shift) & 255;
      rgb[step * 3 + channel] = Math.round(from + (to - from) * (place - below));
    }
  }
  return rgb;
}
