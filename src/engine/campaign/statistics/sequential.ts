/**
 * Bounds that hold at every look at once, so that a campaign may stop when its interval is narrow enough (Robbins 1970;
 * for draws without replacement Waudby-Smith and Ramdas 2020, the prior-posterior ratio with a uniform prior). After t
 * draws with S hits the set is { K : (t + 1) P(S hits of t | K marked of N) > 1 - confidence }: under the true K the
 * left side's inverse is a martingale of mean 1, and by Ville's inequality it ever exceeds 1 / alpha with probability
 * at most alpha. On an endless population the likelihood is binomial, and S may be a sum of numbers in [0, 1]: the
 * Bernoulli likelihood ratio of such numbers is bounded by its chord, which has mean 1.
 */
import { logBinomial, logHypergeometric } from './countTails.ts';
import type { Interval } from './intervals.ts';

/** `total`: hits, or the sum of shares in [0, 1] (then the population must be Infinity). */
export function anytimeInterval(
  total: number,
  draws: number,
  confidence: number,
  population = Number.POSITIVE_INFINITY,
): Interval {
  if (draws === 0) return { low: 0, high: 1 };
  const threshold = Math.log((1 - confidence) / (draws + 1));
  if (population === Number.POSITIVE_INFINITY) {
    const inside = (p: number) => logBinomial(total, draws, p) > threshold;
    const top = total / draws;
    return { low: edge(top, 0, inside), high: edge(top, 1, inside) };
  }
  const inside = (marked: number) => logHypergeometric(total, draws, marked, population) > threshold;
  const most = population - (draws - total);
  // The likelihood peaks at floor((N + 1) S / t) and falls to both sides.
  const top = Math.min(most, Math.max(total, Math.floor((total / draws) * (population + 1))));
  return {
    low: wholeEdge(top, total, inside) / population,
    high: wholeEdge(top, most, inside) / population,
  };
}

/** The last point of the way from `top` to `end` that is inside, taken outwards. */
function edge(top: number, end: number, inside: (p: number) => boolean): number {
  if (inside(end)) return end;
  let [within, beyond] = [top, end];
  for (let step = 0; step < 200; step++) {
    const middle = (within + beyond) / 2;
    if (middle === within || middle === beyond) break;
    if (inside(middle)) within = middle;
    else beyond = middle;
  }
  return beyond;
}

function wholeEdge(top: number, end: number, inside: (count: number) => boolean): number {
  if (inside(end)) return end;
  let [within, beyond] = [top, end];
  while (Math.abs(within - beyond) > 1) {
    const middle = Math.trunc((within + beyond) / 2);
    if (inside(middle)) within = middle;
    else beyond = middle;
  }
  return within;
}
