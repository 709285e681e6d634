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
  /** The digits alone, as one whole number: the price in units of its last digit. */
  digits: number;
}

const SHAPE =
  /^([+-]?)([a-z]{0,4}) ?\p{Sc}? ?([+-]?)([\d.,'’ ]*\d[.,]?) ?([kmbt](?![a-z])|[千万萬亿億])? ?(%?)([a-z]{0,5}|\p{Sc})$/iu;
const TINY = /^(\D{0,5}0)[.,]0([₀-₉]{1,2}|\{\d{1,2}\})(?=\d)/;
const SCIENTIFIC = /^(\D{0,5}[1-9])(?:[.,](\d+))?e-(\d{1,2})$/i;
/** Each suffix with its power of ten. */
const POWERS = 'k3千3万4萬4m6亿8億8b9t12';

/** Turns `0.0₅123`, `0.0{5}123` and `1.23E-6` into `0.00000123`; other text is returned as it is. */
function expandTinyPrice(text: string): string {
  return text
    .replace(TINY, (_, lead: string, zeros: string) => {
      // The last four bits of a subscript digit, as of a plain one, are the digit.
      const count = zeros.replace(/\W/g, (c) => (c < '~' ? '' : `${c.charCodeAt(0) & 15}`));
      return `${lead}.${'0'.repeat(+count)}`;
    })
    .replace(SCIENTIFIC, (_, lead: string, more = '', power: string) => {
      const zeros = '0'.repeat(Math.max(0, +power - 1));
      return `${lead.slice(0, -1)}0.${zeros}${lead.slice(-1)}${more}`;
    });
}

function powerOf(suffix: string): number {
  return Number.parseFloat(POWERS.slice(POWERS.indexOf(suffix.toLowerCase()) + 1));
}

function readBody(body: string, decimal: '.' | ','): number {
  const [whole, fraction = '', ...more] = body.split(decimal);
  if (!/^\d*$/.test(fraction) || more.length > 0) return Number.NaN;
  if (!/^(\d*|\d{1,3}([.,'’ ]\d{2,3})*[.,'’ ]\d{3})$/.test(whole)) return Number.NaN;
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
  const factor = (signA + signB === '-' ? -1 : 1) * (suffix ? 10 ** powerOf(suffix) : 1);
  const point = readBody(body.trim(), '.') * factor;
  const comma = expanded !== plain ? point : readBody(body.trim(), ',') * factor;
  if (Number.isNaN(point) && Number.isNaN(comma)) return null;
  return { point, comma, isPercent: percent === '%', digits: +body.replace(/\D/g, '') };
}
