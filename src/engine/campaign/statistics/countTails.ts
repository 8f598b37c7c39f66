/**
 * Probabilities of counts: binomial (drawn with replacement, or from an endless population) and hypergeometric (without
 * replacement). Point probabilities by the saddle-point form of Loader (2000), accurate for populations up to 2^53,
 * where log-gamma differences lose all digits; tails are summed from the edge inwards until nothing is added.
 */

const HALF_LOG_2PI = Math.log(2 * Math.PI) / 2;

/** log gamma(x + 1) less Stirling's formula, x > 0 and not only whole. */
export function stirlingError(x: number): number {
  // The series needs x of about 15; below, the recursion of gamma leads there.
  if (x < 15) return stirlingError(x + 1) + (x + 0.5) * Math.log1p(1 / x) - 1;
  const xx = x * x;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / xx) / xx) / xx) / xx) / x;
}

/** x log(x / m) + m - x without cancellation near x = m. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = (x - mean) / (x + mean);
  let sum = (x - mean) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * log P(X = k) for n trials of probability p. Real 0 <= k <= n: then it is the log of the same expression with gamma
 * functions, which a likelihood of fractional counts needs.
 */
export function logBinomial(k: number, n: number, p: number): number {
  if (p <= 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (p >= 1) return k === n ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * (1 - p)) -
    HALF_LOG_2PI -
    0.5 * (Math.log(k) + Math.log1p(-k / n))
  );
}

/** log P(X = k): n drawn from N of which K are marked. */
export function logHypergeometric(k: number, n: number, marked: number, population: number): number {
  if (k < Math.max(0, n - (population - marked)) || k > Math.min(n, marked)) return Number.NEGATIVE_INFINITY;
  if (n === population || marked === 0 || marked === population) return 0;
  const share = n / population;
  return (
    logBinomial(k, marked, share) +
    logBinomial(n - k, population - marked, share) -
    logBinomial(n, population, share)
  );
}

/** P(X <= k). */
export function binomialAtMost(k: number, n: number, p: number): number {
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  if (k > n * p) return 1 - binomialAtLeast(k + 1, n, p);
  const odds = (1 - p) / p;
  return tail(Math.exp(logBinomial(k, n, p)), k, -1, 0, (i) => (odds * i) / (n - i + 1));
}

/** P(X >= k). */
export function binomialAtLeast(k: number, n: number, p: number): number {
  if (k <= 0 || p >= 1) return 1;
  if (p <= 0) return 0;
  if (k < n * p) return 1 - binomialAtMost(k - 1, n, p);
  const odds = p / (1 - p);
  return tail(Math.exp(logBinomial(k, n, p)), k, 1, n, (i) => (odds * (n - i)) / (i + 1));
}

/** P(X <= k): n drawn from N of which `marked` are marked. */
export function hypergeometricAtMost(k: number, n: number, marked: number, population: number): number {
  const least = Math.max(0, n - (population - marked));
  if (k < least) return 0;
  if (k >= Math.min(n, marked)) return 1;
  if (k > n * (marked / population)) return 1 - hypergeometricAtLeast(k + 1, n, marked, population);
  const rest = population - marked - n;
  return tail(
    Math.exp(logHypergeometric(k, n, marked, population)),
    k,
    -1,
    least,
    (i) => (i / (marked - i + 1)) * ((rest + i) / (n - i + 1)),
  );
}

/** P(X >= k). */
export function hypergeometricAtLeast(k: number, n: number, marked: number, population: number): number {
  const most = Math.min(n, marked);
  if (k > most) return 0;
  if (k <= Math.max(0, n - (population - marked))) return 1;
  if (k < n * (marked / population)) return 1 - hypergeometricAtMost(k - 1, n, marked, population);
  const rest = population - marked - n;
  return tail(
    Math.exp(logHypergeometric(k, n, marked, population)),
    k,
    1,
    most,
    (i) => ((marked - i) / (i + 1)) * ((n - i) / (rest + i + 1)),
  );
}

/** Sum outwards from `from`: the terms fall, each is the one before times `ratio(index of the one before)`. */
function tail(first: number, from: number, step: 1 | -1, last: number, ratio: (i: number) => number): number {
  let term = first;
  let sum = first;
  for (let i = from; i !== last; i += step) {
    term *= ratio(i);
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return Math.min(sum, 1);
}
