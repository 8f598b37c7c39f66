/** How many trials each stratum gets. Never more than it holds; what one cannot take goes to the others. */

/** In proportion to size, by largest remainders, so that the sum is `total` and no share is off by one or more. */
export function proportional(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0);
  const wanted = Math.min(total, sum);
  const exact = sizes.map((size) => (size / sum) * wanted);
  const shares = exact.map(Math.floor);
  const order = exact
    .map((share, k) => ({ k, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.k - b.k);
  let left = wanted - shares.reduce((all, share) => all + share, 0);
  for (const { k } of order) {
    if (left <= 0) break;
    shares[k] = (shares[k] as number) + 1;
    left--;
  }
  return shares.map((share, k) => Math.min(share, sizes[k] as number));
}

/** The same for each, to within one; strata that are smaller are taken whole. */
export function equal(sizes: readonly number[], total: number): number[] {
  const shares = sizes.map(() => 0);
  let left = Math.min(
    total,
    sizes.reduce((all, size) => all + size, 0),
  );
  while (left > 0) {
    const open = sizes.flatMap((size, k) => (size > (shares[k] as number) ? [k] : []));
    const each = Math.max(1, Math.floor(left / open.length));
    for (const k of open.slice(0, left)) {
      const take = Math.min(each, left, (sizes[k] as number) - (shares[k] as number));
      shares[k] = (shares[k] as number) + take;
      left -= take;
    }
  }
  return shares;
}
