const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = '='.charCodeAt(0);
/** Characters handed to one fromCharCode call, below every engine's limit of arguments. */
const CHUNK = 0x2000;

const ENCODE = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const DECODE = decodeTable();

/** Base64 (RFC 4648, padded) of any bytes; core has no `btoa`. */
export function bytesToText(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const group = (bytes[from] << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    codes[to] = ENCODE[group >> 18];
    codes[to + 1] = ENCODE[(group >> 12) & 63];
    codes[to + 2] = from + 1 < bytes.length ? ENCODE[(group >> 6) & 63] : PAD;
    codes[to + 3] = from + 2 < bytes.length ? ENCODE[group & 63] : PAD;
  }
  const parts: string[] = [];
  for (let at = 0; at < codes.length; at += CHUNK) {
    parts.push(String.fromCharCode.apply(null, Array.from(codes.subarray(at, at + CHUNK))));
  }
  return parts.join('');
}

/** Bytes of a base64 text; throws on a character or a length that base64 does not have. */
export function textToBytes(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new Error(`invalid base64: ${text.length}`);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let from = 0, to = 0; from < text.length; from += 4, to += 3) {
    const isLast = from + 4 === text.length;
    const third = isLast && padding > 1 ? 0 : digit(text, from + 2);
    const fourth = isLast && padding > 0 ? 0 : digit(text, from + 3);
    const group = (digit(text, from) << 18) | (digit(text, from + 1) << 12) | (third << 6) | fourth;
    bytes[to] = group >> 16;
    if (to + 1 < bytes.length) bytes[to + 1] = (group >> 8) & 255;
    if (to + 2 < bytes.length) bytes[to + 2] = group & 255;
  }
  return bytes;
}

function digit(text: string, at: number): number {
  const value = DECODE[text.charCodeAt(at)];
  if (value === undefined || value === 255) throw new Error(`invalid base64: ${text[at]}`);
  return value;
}

function decodeTable(): Uint8Array {
  const table = new Uint8Array(128).fill(255);
  ENCODE.forEach((code, value) => {
    table[code] = value;
  });
  return table;
}
