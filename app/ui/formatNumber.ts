/**
 * Numbers for people: short, never wrong about what kind of number it is. NaN and infinities are words, -0 keeps its
 * sign, large and small values go to powers of ten.
 */

/** At most `digits` significant digits, e.g. 0.10421, 3.54e+37, -0, NaN, Inf. */
export function formatValue(value: number, digits = 5): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const size = Math.abs(value);
  if (size < 1e6 && Number.isInteger(value)) return String(value);
  const rounded = size < 1e-4 ? value.toExponential(digits - 1) : value.toPrecision(digits);
  return rounded.includes('e') ? trimExponential(rounded) : trimZeros(rounded);
}

/** 32-bit word as 0x and eight digits. */
export function formatWord(word: number): string {
  return `0x${(word >>> 0).toString(16).padStart(8, '0')}`;
}

/** 12345 as 12,345: counts of elements. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function trimExponential(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e');
  return `${trimZeros(mantissa)}e${exponent}`;
}
