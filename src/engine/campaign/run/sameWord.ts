/** Equality of computed words (DESIGN 3.3): bit by bit, save that any NaN equals any NaN. */

const isNan = (word: number): boolean => (word & 0x7fffffff) > 0x7f800000;

export const sameWord = (a: number, b: number): boolean => a === b || (isNan(a) && isNan(b));

/** Words of one image in two arrays that hold several. */
export function sameRow(a: Int32Array, aAt: number, b: Int32Array, bAt: number, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const left = a[aAt + i] as number;
    const right = b[bAt + i] as number;
    if (left !== right && !sameWord(left, right)) return false;
  }
  return true;
}
