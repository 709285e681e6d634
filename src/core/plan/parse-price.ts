/**
 * A price typed in any locale's way: `96,812.5`, `96.812,5`, `96 812`, `96'812.5`, `٩٦٨١٢٫٥`, `$96812`. Where one
 * separator can be both (`96.812`), the reading nearer to `reference` on a log scale is taken; without a reference
 * it is a decimal point. Null for anything else, for 0 and for negative numbers.
 */
export function parsePrice(entered: string, reference: number | null = null): number | null {
  const plain = plainDigits(entered).replace(/[\s'’_\p{Sc}]/gu, '');
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(plain)) return null;
  const readings = readingsOf(plain).filter((value) => value > 0 && Number.isFinite(value));
  if (readings.length === 0) return null;
  if (reference === null || !(reference > 0)) return readings[0];
  const away = (value: number): number => Math.abs(Math.log(value / reference));
  return readings.reduce((best, value) => (away(value) < away(best) ? value : best));
}

/** Possible values, the one with a decimal separator first. */
function readingsOf(plain: string): number[] {
  const marks = plain.match(/[.,]/g) ?? [];
  if (marks.length === 0) return [Number(plain)];
  const last = marks[marks.length - 1];
  const asDecimal = Number(
    plain
      .split(last === '.' ? ',' : '.')
      .join('')
      .replace(last, '.'),
  );
  if (marks.length === 1) {
    const isGrouping = /^\d{1,3}[.,]\d{3}$/.test(plain) && !plain.startsWith('0');
    return isGrouping ? [asDecimal, Number(plain.replace(last, ''))] : [asDecimal];
  }
  const isOneKind = marks.every((mark) => mark === last);
  if (!isOneKind) return /^\d{1,3}(?:([.,])\d{2,3})*[.,]\d+$/.test(plain) ? [asDecimal] : [];
  return /^\d{1,3}(?:[.,]\d{2,3})+$/.test(plain) ? [Number(plain.split(last).join(''))] : [];
}

/** First digit of each decimal block that keyboards of supported languages produce. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];

function plainDigits(entered: string): string {
  return [...entered.trim()]
    .map((char) => {
      const code = char.codePointAt(0) ?? 0;
      const zero = ZEROS.find((start) => code >= start && code <= start + 9);
      return zero === undefined ? char : String(code - zero);
    })
    .join('')
    .replace(/[٫．]/g, '.')
    .replace(/[٬，]/g, ',');
}
