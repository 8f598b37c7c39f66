/**
 * Numbers in sentences: about four significant digits, never wrong about what kind of number it is. NaN,
 * Infinity and -Infinity are spelled out, -0 keeps its sign, whole numbers below a million stay whole.
 */

/** 0.10423, 3.546e37, 131072, -0, NaN, -Infinity. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-4)) return tidy(value.toExponential(3));
  if (size >= 1000) return String(Math.round(value));
  return tidy(value.toPrecision(4));
}

/** 3.500e+37 -> 3.5e37, 0.5000 -> 0.5. */
function tidy(text: string): string {
  const [digits, exponent] = text.split('e') as [string, string?];
  const short = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  return exponent === undefined ? short : `${short}e${exponent.replace('+', '')}`;
}
