import type { FaultAction } from './faults';

const HTML =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';
const DAY_MS = 86_400_000;
const FIRST_STAMP_MS = 1_000_000_000_000;
const FIRST_STAMP_S = 1_000_000_000;

/** The text after a body fault; unchanged for faults that are not about the body. */
export function spoilText(text: string, action: FaultAction): string {
  switch (action.kind) {
    case 'corrupt':
      // Every 97th character, so that short and long messages are both hit.
      return text
        .replace(/[\s\S]{97}/g, (part) => `${part.slice(0, 60)}#${part.slice(61)}`)
        .replace(/.$/, '#');
    case 'truncate':
      return text.slice(0, Math.floor(text.length * action.keep));
    case 'html':
      return HTML;
    case 'absurd':
      return makeAbsurd(text, action.what);
    default:
      return text;
  }
}

function makeAbsurd(text: string, what: 'nan' | 'negative' | 'x1000' | 'backwards' | 'wrong-symbol'): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  return JSON.stringify(mapLeaves(value, (leaf) => absurdLeaf(leaf, what)));
}

function mapLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapLeaves(item, change)]));
  }
  return change(value);
}

function absurdLeaf(
  leaf: unknown,
  what: 'nan' | 'negative' | 'x1000' | 'backwards' | 'wrong-symbol',
): unknown {
  if (what === 'wrong-symbol') return typeof leaf === 'string' ? leaf.replace(/BTC|XBT/g, 'DOGE') : leaf;
  const number = numberOf(leaf);
  if (number === null) return leaf;
  const isStamp = number >= FIRST_STAMP_S && Number.isInteger(number) && number < 100 * FIRST_STAMP_MS;
  if (what === 'backwards') return isStamp ? sameType(leaf, earlier(number)) : leaf;
  if (isStamp) return leaf;
  if (what === 'nan') return typeof leaf === 'string' ? 'NaN' : null;
  return sameType(leaf, what === 'negative' ? -Math.abs(number) : number * 1000);
}

function earlier(stamp: number): number {
  return stamp >= FIRST_STAMP_MS ? stamp - DAY_MS : stamp - DAY_MS / 1000;
}

function numberOf(leaf: unknown): number | null {
  if (typeof leaf === 'number') return leaf;
  return typeof leaf === 'string' && /^-?\d+(\.\d+)?$/.test(leaf) ? Number(leaf) : null;
}

function sameType(leaf: unknown, number: number): unknown {
  return typeof leaf === 'string' ? String(number) : number;
}
