import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';

const KINDS = { Uint8Array, Uint16Array, Float32Array } as const;

type Packed = { kind: keyof typeof KINDS; bytes: string };

/** A frame as text, for handing it to a page under test. */
export function packFrame(frame: HeatmapFrame): string {
  return JSON.stringify(frame, (_, value: unknown) => {
    if (typeof value === 'number' && Number.isNaN(value)) return { kind: 'NaN' };
    if (!ArrayBuffer.isView(value)) return value;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { kind: value.constructor.name, bytes: btoa(text) };
  });
}

/** The inverse of `packFrame`. */
export function unpackFrame(text: string): HeatmapFrame {
  return JSON.parse(text, (_, value: unknown) => {
    if (value === null || typeof value !== 'object' || !('kind' in value)) return value;
    if (value.kind === 'NaN') return Number.NaN;
    if (!('bytes' in value)) return value;
    const { kind, bytes } = value as Packed;
    const raw = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
    return new KINDS[kind](raw.buffer);
  });
}
