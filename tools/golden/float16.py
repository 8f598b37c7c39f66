"""Reference vectors for the 16-bit float formats, from NumPy (float16) and ml_dtypes (bfloat16).

    python -m venv venv && venv/bin/pip install numpy==2.4.6 ml_dtypes==0.6.0
    venv/bin/python tools/golden/float16.py

writes src/engine/fixtures/float16.json:

    encode    [value, word]     value is a double; rounding is half to even in one step
    decode    [word, bits]      bits is the float32 word of the value; no NaNs
    decodeSha256                SHA-256 over the float32 words of all 65,536 words, little-endian, every NaN
                                written as 0x7fc00000

NumPy rounds a double to float16 directly. ml_dtypes goes through float32, which rounds twice; so every bfloat16 row,
and as a check every float16 row, is decided by exact fractions over the lattice of decoded words. Where the value is
a float32 value, the library must agree with that, or the script stops.
"""

import hashlib
import json
import math
from bisect import bisect_right
from fractions import Fraction
from pathlib import Path

import ml_dtypes
import numpy as np

SEED = 20240229
OUT = Path(__file__).resolve().parents[2] / "src/engine/fixtures/float16.json"
FORMATS = {"float16": (np.dtype(np.float16), 0x7C00), "bfloat16": (np.dtype(ml_dtypes.bfloat16), 0x7F80)}


def decoded(dtype):
    """float32 words of all 65,536 words."""
    with np.errstate(invalid="ignore"):
        values = np.arange(65536, dtype=np.uint16).view(dtype).astype(np.float32)
    words = values.view(np.uint32).copy()
    words[np.isnan(values)] = 0x7FC00000
    return words


def lattice(words, infinity):
    """Non-negative finite values as fractions, and the value that would follow the largest one."""
    values = [Fraction(float(v)) for v in words[:infinity].view(np.float32)]
    return values + [2 * values[-1] - values[-2]]


def nearest_word(value, points, infinity):
    """Word by definition: the nearest point, ties to the even word; the point past the end is infinity."""
    sign = 0x8000 if math.copysign(1.0, value) < 0 else 0
    if math.isinf(value):
        return sign | infinity
    size = abs(Fraction(value))
    below = min(bisect_right(points, size) - 1, infinity)
    if below == infinity:
        return sign | infinity
    down, up = size - points[below], points[below + 1] - size
    return sign | (below if down < up or (down == up and below % 2 == 0) else below + 1)


def chosen_values(words, infinity, rng):
    """Doubles around points, ties and edges."""
    points = words[: infinity + 1].view(np.float32).astype(np.float64)
    points[-1] = 2 * points[-2] - points[-3]
    edges = [0, 1, 2, 3, infinity - 2, infinity - 1]
    per_exponent = [k + d for k in range(0, infinity, 1 << (int(infinity).bit_length() - 5)) for d in (-1, 0)]
    picked = sorted({k for k in edges + per_exponent + rng.integers(0, infinity, 160).tolist() if 0 <= k < infinity})
    values = []
    for k in picked:
        tie = (points[k] + points[k + 1]) / 2
        # A tie in float32 that is none in double: rounding twice goes the wrong way here.
        values += [points[k], tie, np.nextafter(tie, 0), np.nextafter(tie, np.inf)]
    values += [v for v in np.exp2(rng.uniform(-160, 140, 200))]
    values += [5e-324, 1e-308, 1e39, 1e308, np.inf, 0.1, 1 / 3, 65504, 65519.999, 65520, 2.0**-24, 2.0**-25, 2.0**-26]
    return [float(v) * s for v in values for s in (1.0, -1.0)]


def as_json(value):
    return value if math.isfinite(value) else ("Infinity" if value > 0 else "-Infinity")


def section(name, rng):
    dtype, infinity = FORMATS[name]
    words = decoded(dtype)
    points = lattice(words, infinity)
    encode = []
    for value in dict.fromkeys((v, math.copysign(1, v)) for v in chosen_values(words, infinity, rng)):
        value = value[0]
        word = nearest_word(value, points, infinity)
        with np.errstate(over="ignore"):
            library = int(np.array([value], np.float64).astype(dtype).view(np.uint16)[0])
            direct = name == "float16" or float(np.float32(value)) == value
        if direct and library != word:
            raise SystemExit(f"{name}: {value!r} is {library:#06x} by the library, {word:#06x} by definition")
        encode.append([as_json(value), word])
    rows = sorted({0, 1, 0x8000, 0x8001, infinity, infinity | 0x8000} | set(rng.integers(0, 65536, 400).tolist()))
    decode = [[w, int(words[w])] for w in rows if words[w] != 0x7FC00000]
    sha = hashlib.sha256(words.astype("<u4").tobytes()).hexdigest()
    return {"encode": encode, "decode": decode, "decodeSha256": sha}


def main():
    rng = np.random.default_rng(SEED)
    versions = f"NumPy {np.__version__}, ml_dtypes {ml_dtypes.__version__}, seed {SEED}"
    document = {"about": f"tools/golden/float16.py; {versions}"}
    for name in FORMATS:
        document[name] = section(name, rng)
        print(name, len(document[name]["encode"]), "encode rows,", len(document[name]["decode"]), "decode rows")
    OUT.write_text(json.dumps(document, separators=(",", ":")).replace("],[", "],\n[") + "\n")


main()
