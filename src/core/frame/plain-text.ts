import { bytesToText, textToBytes } from './byte-text';

type TypedArray = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array;

const ARRAY_TYPES = { Uint8Array, Uint16Array, Int32Array, Float32Array, Float64Array } as const;
type ArrayName = keyof typeof ARRAY_TYPES;

/**
 * JSON of a value that may hold typed arrays and numbers that are not finite, both of which plain JSON loses.
 * Typed arrays become `{"$": "Uint8Array", "b": base64}`, numbers `{"$": "NaN"}`.
 */
export function toPlainText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) return { $: String(part) };
    const name = arrayName(part);
    return name === null ? part : { $: name, b: bytesToText(bytesOf(part as TypedArray)) };
  });
}

/** The value behind `toPlainText`; throws on text that it did not write. */
export function fromPlainText(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || !('$' in part)) return part;
    if ('b' in part && typeof part.b === 'string') return toTypedArray(String(part.$), part.b);
    return Number(part.$);
  });
}

function arrayName(part: unknown): ArrayName | null {
  if (!ArrayBuffer.isView(part)) return null;
  const name = part.constructor.name;
  if (!(name in ARRAY_TYPES)) throw new Error(`invalid array type: ${name}`);
  return name as ArrayName;
}

function bytesOf(array: TypedArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function toTypedArray(name: string, text: string): TypedArray {
  const Type = ARRAY_TYPES[name as ArrayName];
  if (!Type) throw new Error(`invalid array type: ${name}`);
  const bytes = textToBytes(text);
  if (bytes.length % Type.BYTES_PER_ELEMENT !== 0)
    throw new Error(`invalid length of ${name}: ${bytes.length}`);
  return new Type(bytes.buffer);
}
