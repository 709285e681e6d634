const INVISIBLE = /[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SPACES = /[\u00a0\u2007\u2009\u202f]/g;

/** Western digits and signs instead of Arabic, Persian, full-width and typographic ones; no invisible marks. */
export function plainDigits(text: string): string {
  let plain = '';
  for (const c of text.replace(INVISIBLE, '').replace(SPACES, ' ')) {
    const code = c.charCodeAt(0);
    if (code >= 0x660 && code <= 0x669) plain += code - 0x660;
    else if (code >= 0x6f0 && code <= 0x6f9) plain += code - 0x6f0;
    else if (code >= 0xff10 && code <= 0xff19) plain += code - 0xff10;
    else if (code === 0x2212 || code === 0x2013) plain += '-';
    else if (code === 0x66a) plain += '%';
    else if (code === 0x66b) plain += '.';
    else if (code === 0x66c) plain += ',';
    else plain += c;
  }
  return plain.trim();
}
