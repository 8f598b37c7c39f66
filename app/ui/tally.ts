/**
 * What a legend has to admit: how many elements leave the golden scale, are NaN or infinite, and how many words differ.
 * The scale itself is the golden tensor's: symmetric around zero if it has negative values, else from zero.
 */
import { domainOf } from '#engine/runtime/thumbnail.ts';
import { type Domain, differs } from './paint.ts';

export interface Tally {
  readonly below: number;
  readonly above: number;
  readonly nan: number;
  readonly plusInfinity: number;
  readonly minusInfinity: number;
}

/** The scale of a golden tensor, over its finite values. */
export function goldenDomain(golden: Float32Array): Domain {
  let min = 0;
  let max = 0;
  for (const value of golden) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  return domainOf({ min, max });
}

export function tallyValues(values: Float32Array, domain: Domain): Tally {
  let below = 0;
  let above = 0;
  let nan = 0;
  let plusInfinity = 0;
  let minusInfinity = 0;
  for (const value of values) {
    if (value >= domain.lo && value <= domain.hi) continue;
    if (Number.isNaN(value)) nan++;
    else if (value === Number.POSITIVE_INFINITY) plusInfinity++;
    else if (value === Number.NEGATIVE_INFINITY) minusInfinity++;
    else if (value < domain.lo) below++;
    else above++;
  }
  return { below, above, nan, plusInfinity, minusInfinity };
}

/** The same for |faulty - golden| on 0..span; not-finite faulty values count where they differ from golden. */
export function tallyDifference(
  golden: Float32Array,
  faulty: Float32Array,
  span: number,
): Tally & { readonly changed: number } {
  const changedAt = differs(golden, faulty);
  let changed = 0;
  let above = 0;
  let nan = 0;
  let plusInfinity = 0;
  let minusInfinity = 0;
  for (let i = 0; i < faulty.length; i++) {
    if (!changedAt(i)) continue;
    changed++;
    const after = faulty[i] as number;
    if (Number.isNaN(after)) nan++;
    else if (after === Number.POSITIVE_INFINITY) plusInfinity++;
    else if (after === Number.NEGATIVE_INFINITY) minusInfinity++;
    else if (!(Math.abs(after - (golden[i] as number)) <= span)) above++;
  }
  return { below: 0, above, nan, plusInfinity, minusInfinity, changed };
}
