/** How well two tensors agree: the largest difference, as a part of the largest reference value. */
export function relativeDifference(values: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (values.length !== reference.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let worst = 0;
  for (let i = 0; i < reference.length; i++) {
    const [got, wanted] = [values[i] as number, reference[i] as number];
    const difference = Object.is(got, wanted) ? 0 : Math.abs(got - wanted);
    if (Number.isNaN(difference)) return Number.NaN;
    largest = Math.max(largest, Math.abs(wanted));
    worst = Math.max(worst, difference);
  }
  return worst === 0 ? 0 : worst / largest;
}
