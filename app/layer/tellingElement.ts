/**
 * The element to look at when nobody has chosen: the greatest change (not finite first); without a change the greatest
 * value between 0 and 1, else the greatest positive one, else the greatest at all. Below 1, because a flip of bit 30 makes
 * that huge: from 1 on it makes a NaN at once, and what it makes of a negative number dies at the next ReLU.
 */

export interface Telling {
  readonly same: (index: number, value: number) => void;
  readonly changed: (index: number, before: number, after: number) => void;
  /** The first index of the greatest rank; 0 where there is nothing. */
  readonly best: () => number;
}

/** Told of elements one by one, in ascending order. */
export function mostTelling(): Telling {
  const ranks = [greatest(), greatestBelow(1), greatestBelow(Number.POSITIVE_INFINITY), greatest()] as const;
  const [byChange, belowOne, positive, bySize] = ranks;
  return {
    same: (index, value) => {
      if (value > 0) {
        belowOne.offer(index, value);
        positive.offer(index, value);
      } else bySize.offer(index, Math.abs(value));
    },
    changed: (index, before, after) =>
      byChange.offer(index, Number.isFinite(after) ? Math.abs(after - before) : Number.POSITIVE_INFINITY),
    best: () => ranks.find((rank) => rank.index() >= 0)?.index() ?? 0,
  };
}

interface Rank {
  readonly offer: (index: number, size: number) => void;
  /** -1 where nothing was good enough. */
  readonly index: () => number;
}

function greatest(): Rank {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  return {
    offer: (index, size) => {
      if (size > most) [best, most] = [index, size];
    },
    index: () => best,
  };
}

function greatestBelow(end: number): Rank {
  const rank = greatest();
  return { ...rank, offer: (index, size) => size < end && rank.offer(index, size) };
}
