/** A float32 in the fewest digits that read back to it: 0.426 for 0.4259999990463257, 9 at most. */

export function float32Text(value: number): string {
  if (Object.is(value, -0)) return '-0';
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return plain(short);
  }
  return plain(Number(value.toPrecision(9)));
}

const plain = (value: number): string => String(value).replace('e+', 'e');
