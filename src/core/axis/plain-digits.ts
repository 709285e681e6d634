const INVISIBLE = /[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Arabic, Persian and full-width digits; the last four bits of their codes are the digit. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;
/** Typographic signs, each with the plain one after it. */
const SIGNS = '−-–-٪%٫.٬,';

/** Western digits and signs instead of Arabic, Persian, full-width and typographic ones; no invisible marks. */
export function plainDigits(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/\s/g, ' ')
    .replace(DIGITS, (digit) => `${digit.charCodeAt(0) & 15}`)
    .replace(/[−–٪٫٬]/g, (sign) => SIGNS[SIGNS.indexOf(sign) + 1])
    .trim();
}
