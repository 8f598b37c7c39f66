/** What part of the line is shown: all values and the ends as far as that makes sense, or where it was zoomed to. */
import { useMemo, useRef, useState } from 'react';
import type { Domain } from '#app/numbers/axis.ts';
import type { RangeEnds } from './rangeEnds.ts';
import type { Spread } from './spread.ts';

export interface RangeDomain {
  readonly domain: Domain;
  /** Keeps it still while something is dragged. */
  readonly hold: (held: boolean) => void;
  readonly zoom: (domain: Domain) => void;
  readonly reset: () => void;
}

/** Ends further out than so many times the values stand at the edge: else the values would be a needle. */
const FAR = 1.6;
const AIR = 0.08;

export function useRangeDomain(spread: Spread, ends: RangeEnds | null): RangeDomain {
  const held = useRef<Domain | null>(null);
  const [own, setOwn] = useState<Domain | null>(null);
  const { lowest = 0, highest = 0 } = ends ?? {};
  const whole = useMemo(() => {
    const reach = Math.max(Math.abs(spread.lowest), Math.abs(spread.highest), Number.MIN_VALUE) * FAR;
    const low = Math.min(spread.lowest, Math.max(lowest, -reach));
    const high = Math.max(spread.highest, Math.min(highest, reach));
    const air = high > low ? (high - low) * AIR : 1;
    return { low: low - air, high: high + air };
  }, [spread, lowest, highest]);
  const domain = own ?? held.current ?? whole;
  return {
    domain,
    hold: (hold) => {
      held.current = hold ? domain : null;
    },
    zoom: setOwn,
    reset: () => setOwn(null),
  };
}
