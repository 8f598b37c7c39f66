/**
 * What one word can suffer under a fault model: `count` variants, each an effect. A flip has one variant per bit, a
 * stuck-at two, k flips one per choice of k bits (unranked in the combinatorial number system), a burst one per place;
 * set, zero, random values and noise have one.
 */
import type { Effect } from '../../faults/fault.ts';
import type { PlannedFault } from './planDocument.ts';

export interface FaultSpace {
  readonly count: number;
  /** Null where the value is still to be drawn (random, noise). */
  effect(variant: number): Effect | null;
  /** The one bit a variant is about; null for several or none. A burst is named by its lowest bit. */
  bit(variant: number): number | null;
}

/** `bits`: those that may be hit, ascending, all below `width`. */
export function faultSpace(fault: PlannedFault, bits: readonly number[]): FaultSpace {
  const bitAt = (variant: number): number => bits[variant] as number;
  switch (fault.kind) {
    case 'flip': {
      const flips = bits.map((bit): Effect => ({ kind: 'flip', bits: [bit] }));
      return { count: bits.length, effect: (variant) => flips[variant] as Effect, bit: bitAt };
    }
    case 'stuck': {
      if (fault.at !== 'both') {
        const kind = fault.at === 0 ? 'stuck0' : 'stuck1';
        return {
          count: bits.length,
          effect: (variant) => ({ kind, bits: [bitAt(variant)] }),
          bit: bitAt,
        };
      }
      return {
        count: 2 * bits.length,
        effect: (variant) => ({ kind: variant % 2 === 0 ? 'stuck0' : 'stuck1', bits: [bitAt(variant >> 1)] }),
        bit: (variant) => bitAt(variant >> 1),
      };
    }
    case 'flips':
      return {
        count: choose(bits.length, fault.bits),
        effect: (variant) => ({ kind: 'flip', bits: combination(variant, fault.bits, bits) }),
        bit: () => null,
      };
    case 'burst': {
      const starts = bits.filter((low) => ranges(low, fault.length).every((bit) => bits.includes(bit)));
      return {
        count: starts.length,
        effect: (variant) => ({ kind: 'flip', bits: ranges(starts[variant] as number, fault.length) }),
        bit: (variant) => starts[variant] as number,
      };
    }
    case 'set': {
      const { value } = fault;
      return { count: 1, effect: () => ({ kind: 'set', value }), bit: () => null };
    }
    case 'zero':
      return { count: 1, effect: () => ({ kind: 'zero' }), bit: () => null };
    case 'random':
    case 'noise':
      return { count: 1, effect: () => null, bit: () => null };
  }
}

const ranges = (from: number, length: number): number[] => Array.from({ length }, (_, i) => from + i);

/** n choose k; exact up to n = 32. */
function choose(n: number, k: number): number {
  if (k > n) return 0;
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/** The rank-th k of `items`, in the combinatorial number system; ascending. */
function combination(rank: number, k: number, items: readonly number[]): number[] {
  const chosen: number[] = [];
  let left = rank;
  for (let size = k, n = items.length - 1; size > 0; size--, n--) {
    while (choose(n, size) > left) n--;
    left -= choose(n, size);
    chosen.unshift(items[n] as number);
  }
  return chosen;
}
