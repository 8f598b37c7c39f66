"""Reference vectors for affine integers and fixed point, from NumPy in float32, as the operators are defined.

    python -m venv venv && venv/bin/pip install numpy==2.4.6
    venv/bin/python tools/golden/affine.py

QuantizeLinear and DequantizeLinear (ONNX, opset 21): saturate(rint(x / scale) + zero), scale * (code - zero).
Writes src/engine/fixtures/affine.json:

    x         float32 words
    affine    {width, signed, scale, zero, codes, values}   scale and values are float32 words
    fixed     {width, signed, fractionBits, codes, values}
"""

import json
from pathlib import Path

import numpy as np

SEED = 20240612
OUT = Path(__file__).resolve().parents[2] / "src/engine/fixtures/affine.json"
F = np.float32


def limits(width, signed):
    return (-(2 ** (width - 1)), 2 ** (width - 1) - 1) if signed else (0, 2**width - 1)


def words(values):
    return np.asarray(values, F).view(np.uint32).tolist()


def affine(x, width, signed, scale, zero):
    low, high = limits(width, signed)
    with np.errstate(over="ignore"):
        steps = np.rint((x / F(scale)).astype(F)).astype(np.float64)
    codes = np.clip(steps + zero, low, high)
    values = F(scale) * (codes - zero).astype(F)
    row = {"width": width, "signed": signed, "scale": words([scale])[0], "zero": zero}
    return row | {"codes": codes.astype(np.int64).tolist(), "values": words(values)}


def fixed(x, width, signed, fraction):
    low, high = limits(width, signed)
    # As integers: a code has no -0.
    codes = np.clip(np.rint(x.astype(np.float64) * 2.0**fraction), low, high).astype(np.int64)
    row = {"width": width, "signed": signed, "fractionBits": fraction}
    return row | {"codes": codes.tolist(), "values": words((codes * 2.0**-fraction).astype(F))}


def main():
    rng = np.random.default_rng(SEED)
    ties = np.concatenate([(np.arange(-12, 12) + 0.5) * s for s in (1.0, 0.1)])
    ends = [0, -0.0, 1e-30, 127.5, -128.5, 255.5, 1e9, -1e9, 3e38, np.inf, -np.inf]
    x = np.concatenate([ties, rng.normal(0, 1, 40), rng.normal(0, 60, 40), ends]).astype(F)
    document = {"about": f"tools/golden/affine.py; NumPy {np.__version__}, seed {SEED}", "x": words(x)}
    scales = [(1.0, 0), (0.25, 3), (0.1, -7), (1 / 3, 100), (2.5, -128)]
    kinds = [(8, True), (8, False), (4, True), (4, False), (2, True), (3, False), (12, True), (16, False)]
    document["affine"] = [
        affine(x, width, signed, scale, int(np.clip(zero, *limits(width, signed))))
        for width, signed in kinds
        for scale, zero in scales
    ]
    grids = [
        (8, True, 5),
        (8, False, 8),
        (4, True, 0),
        (16, True, 8),
        (1, True, 0),
        (12, False, 3),
        (24, True, 16),
        (32, True, 16),
        (8, True, -2),
        (32, False, 4),
    ]
    document["fixed"] = [fixed(x, *grid) for grid in grids]
    OUT.write_text(json.dumps(document, separators=(",", ":")).replace("},{", "},\n{") + "\n")
    print(
        len(x),
        "values,",
        len(document["affine"]),
        "affine,",
        len(document["fixed"]),
        "fixed",
        OUT.stat().st_size,
        "bytes",
    )


main()
