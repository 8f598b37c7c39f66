"""Reference vectors for the 8-bit floats, from ml_dtypes: float8_e4m3fn (no infinities) and float8_e5m2.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 ml_dtypes==0.6.0
    venv/bin/python tools/golden/float8.py

writes src/engine/fixtures/float8.json:

    encode    [bits, word]      bits is a float32 word; the cast is ml_dtypes's, half to even
    decode    [bits, ...]       the float32 words of all 256 words, every NaN written as 0x7fc00000
"""

import json
from pathlib import Path

import ml_dtypes
import numpy as np

SEED = 20240611
OUT = Path(__file__).resolve().parents[2] / "src/engine/fixtures/float8.json"
FORMATS = {"float8_e4m3": ml_dtypes.float8_e4m3fn, "float8_e5m2": ml_dtypes.float8_e5m2}


def decoded(dtype):
    values = np.arange(256, dtype=np.uint8).view(dtype).astype(np.float32)
    words = values.view(np.uint32).copy()
    words[np.isnan(values)] = 0x7FC00000
    return values, words


def inputs(values, rng):
    """Every value, every tie and its float32 neighbours, the edge of overflow, and anything."""
    points = np.unique(values[np.isfinite(values)])
    points = np.append(points, [2 * points[-1] - points[-2]]).astype(np.float32)
    ties = ((points[1:].astype(np.float64) + points[:-1]) / 2).astype(np.float32)
    beside = [np.nextafter(ties, np.float32(s * np.inf), dtype=np.float32) for s in (1, -1)]
    anything = rng.integers(0, 2**32, 400, dtype=np.uint32).view(np.float32)
    spread = (rng.normal(0, 1, 400) * np.exp2(rng.uniform(-18, 18, 400))).astype(np.float32)
    edges = np.array([0, -0.0, np.inf, -np.inf, 1e38, -1e38, 1e-45, 464, -464, 57344, 61440], np.float32)
    chosen = np.concatenate([points, ties, *beside, -points, spread, anything[~np.isnan(anything)], edges])
    return np.unique(chosen.view(np.uint32)).view(np.float32)


def main():
    rng = np.random.default_rng(SEED)
    document = {
        "about": f"tools/golden/float8.py; NumPy {np.__version__}, ml_dtypes {ml_dtypes.__version__}, seed {SEED}"
    }
    for name, dtype in FORMATS.items():
        values, words = decoded(dtype)
        x = inputs(values, rng)
        with np.errstate(all="ignore"):
            encoded = x.astype(dtype).view(np.uint8)
        rows = np.stack([x.view(np.uint32).astype(np.int64), encoded], 1).tolist()
        document[name] = {"encode": rows, "decode": words.tolist()}
        print(name, len(rows), "encode rows")
    OUT.write_text(json.dumps(document, separators=(",", ":")).replace("],[", "],\n[") + "\n")


main()
