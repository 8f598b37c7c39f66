/**
 * Numbers beside the words of a tensor: hexadecimal words, counts, and float32 values written out so far that no other
 * float32 reads the same. Short numbers for sentences and scales are engine/words/shortNumber.ts.
 */

/** The shortest decimal that names this float32 and no other: 0.1, 7.012326e+36, -0, NaN, Infinity. */
export function exactFloat32(value: number): string {
  if (!Number.isFinite(value) || value === 0) return Object.is(value, -0) ? '-0' : String(value);
  const single = Math.fround(value);
  // Nine significant digits always suffice for binary32 (IEEE 754-2019, 5.12.2).
  for (let digits = 1; digits < 9; digits++) {
    const text = single.toPrecision(digits);
    if (Math.fround(Number(text)) === single) return tidy(text);
  }
  return tidy(single.toPrecision(9));
}

/** 32-bit word as 0x and eight digits. */
export function formatWord(word: number): string {
  return `0x${(word >>> 0).toString(16).padStart(8, '0')}`;
}

/** 12345 as 12,345: counts of elements. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Plain notation from 1e-5 to 1e9, powers of ten outside, never a trailing zero. */
function tidy(text: string): string {
  const plain = Number(text);
  const size = Math.abs(plain);
  return size >= 1e-5 && size < 1e9 ? String(plain) : plain.toExponential();
}
