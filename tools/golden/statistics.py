"""Reference values for quantiles, tails of counts and intervals, from SciPy and from brute force.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python tools/golden/statistics.py

Writes src/engine/fixtures/statistics.json:

    normal            [share, quantile]
    student           [share, freedom, quantile]
    binomial          [k, n, p, log P(X = k), P(X <= k), P(X >= k)]
    hypergeometric    [k, n, marked, population, log P(X = k), P(X <= k), P(X >= k)]
    clopperPearson    [hits, n, confidence, low, high]
    clopperPearsonOf  [hits, n, confidence, population, low, high]   every number of marked tried
    wilson            [hits, n, confidence, low, high]               without the bound for few hits
    anytime           [hits, n, confidence, population, low, high]   every number of marked tried, log-gamma
"""

import json
import warnings
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.special import gammaln

OUT = Path(__file__).resolve().parents[2] / "src/engine/fixtures/statistics.json"
warnings.filterwarnings("ignore")


def clopper_pearson_of(hits, n, confidence, population):
    marked = np.arange(hits, population - (n - hits) + 1)
    side = (1 - confidence) / 2
    upper = stats.hypergeom.sf(hits - 1, population, marked, n)
    lower = stats.hypergeom.cdf(hits, population, marked, n)
    inside = marked[(upper >= side) & (lower >= side)]
    return inside.min() / population, inside.max() / population


def choose(a, b):
    return gammaln(a + 1) - gammaln(b + 1) - gammaln(a - b + 1)


def anytime(hits, n, confidence, population):
    marked = np.arange(hits, population - (n - hits) + 1)
    log_p = choose(marked, hits) + choose(population - marked, n - hits) - choose(population, n)
    inside = marked[np.log(n + 1) + log_p > np.log(1 - confidence)]
    return inside.min() / population, inside.max() / population


def wilson(hits, n, confidence):
    ci = stats.binomtest(hits, n).proportion_ci(confidence, "wilson")
    return ci.low, ci.high


def exact(hits, n, confidence):
    ci = stats.binomtest(hits, n).proportion_ci(confidence, "exact")
    return ci.low, ci.high


SHARES = [1e-10, 1e-4, 0.01, 0.05, 0.3, 0.5, 0.77, 0.95, 0.975, 0.99, 0.995, 0.9999, 0.99999999]
BINOMIAL = [(0, 10, 0.2), (3, 10, 0.2), (10, 10, 0.9), (0, 1000, 1e-4), (7, 100000, 1e-4), (520, 1000, 0.5),
            (16000, 16641, 0.96), (1000, 1000000, 0.001), (499000, 1000000, 0.5)]
HYPER = [(0, 10, 3, 30), (2, 10, 3, 30), (16, 20, 25, 30), (5, 100, 400, 10000), (50, 1000, 500, 10000),
         (100, 16625, 100000, 17174144), (0, 16639, 1000, 141029376), (300, 16639, 2350489, 141029376)]
COUNTS = [(0, 1), (1, 1), (0, 20), (1, 20), (7, 20), (19, 20), (20, 20), (0, 1000), (2, 1000), (500, 1000),
          (12, 16641), (8000, 16641), (3, 1000000)]
FINITE = [(0, 10, 30), (3, 10, 30), (10, 10, 30), (4, 30, 30), (0, 200, 5000), (1, 200, 5000), (77, 200, 5000),
          (199, 200, 5000), (5, 16308, 814112), (9000, 16308, 814112)]

document = {
    "normal": [[s, stats.norm.ppf(s)] for s in SHARES],
    "student": [[s, f, stats.t.ppf(s, f)] for s in (0.6, 0.975, 0.995) for f in (1, 2, 3, 7, 30, 99, 399, 400, 5000)],
    "binomial": [[k, n, p, stats.binom.logpmf(k, n, p), stats.binom.cdf(k, n, p), stats.binom.sf(k - 1, n, p)]
                 for k, n, p in BINOMIAL],
    "hypergeometric": [[k, n, m, N, stats.hypergeom.logpmf(k, N, m, n), stats.hypergeom.cdf(k, N, m, n),
                        stats.hypergeom.sf(k - 1, N, m, n)] for k, n, m, N in HYPER],
    "clopperPearson": [[k, n, c, *exact(k, n, c)] for k, n in COUNTS for c in (0.95, 0.99)],
    "clopperPearsonOf": [[k, n, c, N, *clopper_pearson_of(k, n, c, N)] for k, n, N in FINITE for c in (0.95, 0.99)],
    "wilson": [[k, n, c, *wilson(k, n, c)] for k, n in COUNTS for c in (0.95, 0.99)],
    "anytime": [[k, n, c, N, *anytime(k, n, c, N)] for k, n, N in FINITE for c in (0.95, 0.99)],
}
text = json.dumps({key: [[float(x) for x in row] for row in rows] for key, rows in document.items()})
OUT.write_text(text.replace("]], ", "]],\n").replace("], [", "],\n  [") + "\n")
