import { createHash } from 'node:crypto';

/** A value with every typed array replaced by its type, length and digest: quick to compare, whatever its size. */
export function digestOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return `${value.constructor.name} ${value.byteLength} ${createHash('md5').update(bytes).digest('hex')}`;
  }
  if (Array.isArray(value)) return value.map(digestOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, digestOf(part)]));
}
