import { plainDigits } from './plain-digits';

/**
 * What one axis label may mean as a price. The two readings differ by the decimal separator; a label that reads the
 * same either way carries the same number twice.
 */
export interface PriceReading {
  /** Value with `.` as decimal separator; NaN where the text cannot be read so. */
  point: number;
  /** Value with `,` as decimal separator; NaN where the text cannot be read so. */
  comma: number;
  isPercent: boolean;
}

const SHAPE =
  /^([+-]?)([a-z]{0,4}) ?\p{Sc}? ?([+-]?)([\d.,'’ ]*\d[.,]?) ?([kmbt]|[千万萬亿億])? ?(%?)([a-z]{0,5}|\p{Sc})$/iu;
const TINY = /^([^\d]{0,5})0[.,]0(?:([₀-₉]{1,2})|\{(\d{1,2})\})(\d+)(.*)$/;
const SCALE: Record<string, number> = {
  k: 1e3,
  千: 1e3,
  m: 1e6,
  b: 1e9,
  t: 1e12,
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
};

/** Turns `0.0₅123` and `0.0{5}123` into `0.00000123`; other text is returned as it is. */
function expandTinyPrice(text: string): string {
  const tiny = TINY.exec(text);
  if (!tiny) return text;
  const zeros = tiny[3]
    ? Number(tiny[3])
    : Number([...tiny[2]].map((c) => c.charCodeAt(0) - 0x2080).join(''));
  return `${tiny[1]}0.${'0'.repeat(zeros)}${tiny[4]}${tiny[5]}`;
}

function readBody(body: string, decimal: '.' | ','): number {
  const [whole, fraction = '', ...more] = body.split(decimal);
  if (!/^\d*$/.test(fraction) || more.length > 0) return Number.NaN;
  if (!/^(?:\d*|\d{1,3}(?:[.,'’ ]\d{2,3})*[.,'’ ]\d{3})$/.test(whole)) return Number.NaN;
  return Number(`${whole.replace(/\D/g, '')}.${fraction}`);
}

/** A chart's labels and an order book's rows, over and over: reading is slow, and the same texts come again. */
const MAX_KNOWN = 999;
const known = new Map<string, PriceReading | null>();

/**
 * Reads a price-axis label in the number formats of charts all over the world.
 * @returns null where the text is no number (a countdown `12:34`, a date, a word).
 */
export function readPriceLabel(text: string): PriceReading | null {
  let reading = known.get(text);
  if (reading === undefined) {
    if (known.size > MAX_KNOWN) known.clear();
    reading = read(text);
    known.set(text, reading);
  }
  return reading;
}

function read(text: string): PriceReading | null {
  const plain = plainDigits(text);
  const expanded = expandTinyPrice(plain);
  const shape = SHAPE.exec(expanded);
  if (!shape) return null;
  const [, signA, before, signB, body, suffix, percent, after] = shape;
  if ((signA && signB) || (before && after)) return null;
  const factor = (signA + signB === '-' ? -1 : 1) * (suffix ? SCALE[suffix.toLowerCase()] : 1);
  const point = readBody(body.trim(), '.') * factor;
  const comma = expanded !== plain ? point : readBody(body.trim(), ',') * factor;
  if (Number.isNaN(point) && Number.isNaN(comma)) return null;
  return { point, comma, isPercent: percent === '%' };
}
