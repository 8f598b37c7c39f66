"""Outputs of the real QKeras over many (expression, tensor) pairs, in inference.

    python3.11 -m venv venv && venv/bin/pip install tensorflow-cpu==2.15.1 qkeras==0.9.0 "pyparsing<3.1"
    venv/bin/python tools/golden/qkeras_outputs.py
    python3.11 -m venv venv3 && venv3/bin/pip install tensorflow-cpu==2.21.0 qkeras-v3==1.2.1 pyparsing==3.3.3
    venv3/bin/python tools/golden/qkeras_outputs.py

Each run first repeats every case of src/engine/fixtures/qkeras_quantizers.json that its version can run, and stops
where one differs. Then it writes src/engine/fixtures/<distribution>-<version>.json.gz:

    tensors   {shape, x}        x: float32, little-endian, base64
    cases     {expr, y, scale}  y: the outputs for all tensors, one after the other, as x is written;
                                scale: QKeras's .scale for all tensors likewise, broadcast to the tensor; null if it has none
    errors    {expr, error}     what QKeras raises on the first tensor

QKeras 0.9.0 answers for all that it has. The fork for Keras 3, which reproduces all golden cases of the later upstream,
answers for the rest: quantized_linear, and the arguments and fits that came after 0.9.0.
"""

import base64
import gzip
import importlib.metadata
import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import numpy as np
import tensorflow as tf
import qkeras.quantizers as Q

FIXTURES = Path(__file__).resolve().parents[2] / "src/engine/fixtures"
SEED = 20240607

COMMON = """
    quantized_bits(2,0,0,alpha=1) quantized_bits(3,1,1,alpha=1) quantized_bits(4,2,0,alpha=1)
    quantized_bits(5,1,0,alpha=1) quantized_bits(6,0,1,alpha=1) quantized_bits(8,0,0,alpha=1)
    quantized_bits(8,3,1,alpha=1) quantized_bits(12,4,0,alpha=1) quantized_bits(16,6,0,alpha=1)
    quantized_bits(24,8,0,alpha=1) quantized_bits() quantized_bits(1,0,0) quantized_bits(1,2,alpha=0.5)
    quantized_bits(8,0,alpha=0.3) quantized_bits(6,1,1,alpha=1.7) quantized_bits(4,0,alpha=-2.0)
    quantized_bits(5,1,0,keep_negative=False,alpha=1) quantized_bits(1,0,0,keep_negative=False)
    quantized_bits(8,2,0,False,0.75) quantized_bits(4,0,1,alpha=1,qnoise_factor=0.5)
    quantized_bits(4,1,alpha=1,qnoise_factor=0.3,use_ste=False) quantized_bits(5,5,alpha=1)
    quantized_bits(4,7,alpha=1) quantized_bits(6,0,alpha=1,use_stochastic_rounding=True)
    quantized_bits(2,0,1,alpha='auto') quantized_bits(3,0,1,alpha='auto') quantized_bits(4,0,1,alpha='auto')
    quantized_bits(4,2,1,alpha='auto') quantized_bits(8,0,1,alpha='auto') quantized_bits(8,1,1,alpha='auto')
    quantized_bits(4,0,0,alpha='auto',keep_negative=False) quantized_bits(6,0,alpha='auto',qnoise_factor=0.25)
    quantized_relu(1,0) quantized_relu(2,1) quantized_relu(4,0) quantized_relu(6,2) quantized_relu(8,0)
    quantized_relu(8,4) quantized_relu(16,3) quantized_relu(24,2) quantized_relu(4,2,negative_slope=0.25)
    quantized_relu(8,1,negative_slope=0.125) quantized_relu(3,0,negative_slope=0.0625)
    quantized_relu(6,2,negative_slope=1.0) quantized_relu(4,1,1) quantized_relu(8,3,1)
    quantized_relu(6,1,1,negative_slope=0.25) quantized_relu(8,4,relu_upper_bound=6.0,is_quantized_clip=False)
    quantized_relu(8,3,relu_upper_bound=5.3,is_quantized_clip=False) quantized_relu(8,3,relu_upper_bound=5.3)
    quantized_relu(6,3,relu_upper_bound=40.0,is_quantized_clip=False) quantized_relu(6,1,qnoise_factor=0.5)
    quantized_relu(6,1,qnoise_factor=0.7,use_ste=False)
    quantized_relu(5,2,qnoise_factor=0.5,is_quantized_clip=False)
    quantized_relu(6,2,negative_slope=0.5,qnoise_factor=0.5)
    quantized_tanh(1) quantized_tanh(2) quantized_tanh(4) quantized_tanh(8) quantized_tanh(16)
    quantized_tanh(4,symmetric=True) quantized_tanh(2,use_real_tanh=True) quantized_tanh(4,use_real_tanh=True)
    quantized_tanh(8,use_real_tanh=True) quantized_tanh(12,use_real_tanh=True)
    quantized_tanh(6,symmetric=True,use_real_tanh=True)
    quantized_sigmoid(1) quantized_sigmoid(2) quantized_sigmoid(4) quantized_sigmoid(8) quantized_sigmoid(16)
    quantized_sigmoid(4,symmetric=True) quantized_sigmoid(2,use_real_sigmoid=True)
    quantized_sigmoid(4,use_real_sigmoid=True) quantized_sigmoid(8,use_real_sigmoid=True)
    quantized_sigmoid(12,use_real_sigmoid=True) quantized_sigmoid(6,symmetric=True,use_real_sigmoid=True)
    quantized_ulaw(4) quantized_ulaw(8) quantized_ulaw(6,1) quantized_ulaw(6,2,1) quantized_ulaw(8,0,0,15.0)
    quantized_ulaw(2)
    quantized_hswish(6,2,alpha=1) quantized_hswish(8,3,1,alpha=1)
    quantized_hswish(8,3,alpha=1,relu_shift=2,relu_upper_bound=4) quantized_hswish(4,1,alpha='auto')
    binary() binary(alpha=0.5) binary(use_01=True) binary(use_01=True,alpha=1.5) binary(alpha='auto')
    binary(alpha='auto_po2') binary(use_01=True,alpha='auto')
    stochastic_binary(alpha='auto') stochastic_binary()
    ternary() ternary(alpha=0.5,threshold=0.2) ternary(threshold=1.0) ternary(alpha='auto')
    ternary(alpha='auto_po2') ternary(alpha='auto',number_of_unrolls=1)
    stochastic_ternary(alpha='auto') stochastic_ternary(alpha=0.5,threshold=0.4)
    quantized_po2(2) quantized_po2(3) quantized_po2(4) quantized_po2(5) quantized_po2(6) quantized_po2(8)
    quantized_po2(4,max_value=1) quantized_po2(4,max_value=4) quantized_po2(3,max_value=0.5)
    quantized_po2(4,quadratic_approximation=True) quantized_po2(6,quadratic_approximation=True)
    quantized_po2(5,qnoise_factor=0.5)
    quantized_relu_po2(2) quantized_relu_po2(3) quantized_relu_po2(4) quantized_relu_po2(6) quantized_relu_po2(8)
    quantized_relu_po2(4,negative_slope=0.25) quantized_relu_po2(5,max_value=8,negative_slope=0.5)
    quantized_relu_po2(4,quadratic_approximation=True) quantized_relu_po2(4,max_value=1)
    quantized_po2(4,log2_rounding='floor')
    quantized_relu_po2(4,log2_rounding='floor')
""".split()

LATER = """
    quantized_bits(2,0,1,alpha='auto_po2') quantized_bits(3,0,1,alpha='auto_po2')
    quantized_bits(4,0,1,alpha='auto_po2') quantized_bits(4,2,1,alpha='auto_po2')
    quantized_bits(8,0,1,alpha='auto_po2') quantized_bits(8,1,1,alpha='auto_po2')
    quantized_bits(4,0,1,alpha='auto_po2',min_po2_exponent=-3,max_po2_exponent=-1)
    quantized_bits(4,0,1,alpha='auto',post_training_scale=0.75)
    quantized_linear(1,0) quantized_linear(2,0) quantized_linear(4,1) quantized_linear(6,2) quantized_linear(8,0)
    quantized_linear(8,3) quantized_linear(16,4) quantized_linear(4,0,keep_negative=False)
    quantized_linear(1,0,keep_negative=False) quantized_linear(5,1,symmetric=0) quantized_linear(6,0,alpha=0.3)
    quantized_linear(6,0,alpha=2.5,keep_negative=False) quantized_linear(4,0,qnoise_factor=0.5)
    quantized_linear(1,0,alpha='auto') quantized_linear(3,0,alpha='auto') quantized_linear(4,1,alpha='auto')
    quantized_linear(8,0,alpha='auto') quantized_linear(1,0,alpha='auto_po2') quantized_linear(3,0,alpha='auto_po2')
    quantized_linear(4,1,alpha='auto_po2') quantized_linear(8,0,alpha='auto_po2')
    quantized_linear(4,0,keep_negative=False,alpha='auto')
    quantized_linear(4,0,keep_negative=False,alpha='auto_po2') quantized_linear(4,0,symmetric=0,alpha='auto')
""".split()

# scale_axis and elements_per_scale need tensors of rank 2 and more: these cases leave the others out.
RANKED = {
    "quantized_bits(4,0,1,alpha='auto',scale_axis=0)": "common",
    "quantized_bits(4,0,1,alpha='auto',scale_axis=1)": "common",
    "quantized_bits(4,0,1,alpha='auto_po2',scale_axis=0)": "later",
    "quantized_bits(4,0,1,alpha='auto_po2',scale_axis=0,elements_per_scale=2)": "later",
    "quantized_bits(4,0,1,alpha='auto_po2',scale_axis=[0,1],elements_per_scale=[2,1])": "later",
    "binary(alpha='auto',scale_axis=0)": "later",
    "binary(alpha='auto_po2',scale_axis=0,elements_per_scale=2,min_po2_exponent=-2,max_po2_exponent=3)": "later",
    "quantized_linear(4,0,alpha='auto',scale_axis=0)": "later",
    "quantized_linear(4,0,alpha='auto_po2',scale_axis=1)": "later",
}

ERRORS = """
    quantized_bits(4,0,alpha='fast') quantized_bits(4,0,alpha=1,elements_per_scale=2)
    quantized_bits(4,0,alpha=1,post_training_scale=1.0)
    quantized_relu(4,0,negative_slope=-0.5) quantized_relu(4,0,negative_slope=0.3)
    ternary(alpha='auto',threshold=0.5) ternary(alpha=1.0,use_stochastic_rounding=True)
    binary(alpha='fast')
    quantized_po2(4,max_value=-1) quantized_po2(4,log2_rounding='up')
    quantized_linear(0) quantized_linear(4,alpha='fast')
    quantized_bits(bitss=4)
    quantized_hswish(4,alpha=1,relu_shift=0)
    quantized_relu_po2(4,negative_slope=0.3)
    stochastic_ternary(threshold=1.0)
    quantized_tanh(4,1,2,3,4,5)
""".split()


def tensors(rng):
    """Shapes of weights and activations; ties of many grids, values between and far beyond, zeros, a channel of zeros."""
    ties = np.concatenate([(np.arange(-9, 9) + 0.5) * 2.0**-k for k in (0, 2, 3, 5, 7)])
    ends = np.array(
        [
            0.0,
            -0.0,
            1e-9,
            -1e-9,
            1e-7,
            1e-5,
            -1e-5,
            0.33,
            -0.33,
            1.0,
            -1.0,
            2.0,
            5.97,
            6.0,
            -7.5,
            100.0,
            -300.0,
            1e6,
            -3e8,
        ]
    )
    powers = np.array(
        [s * 2.0**k * m for k in range(-9, 6) for m in (1.0, 1.4, 1.4142135, 1.4142137, 1.5) for s in (1, -1)]
    )
    result = [("ties", [90], ties), ("ends", [19], ends), ("powers", [150], powers)]
    zero_channel = rng.normal(0, 0.5, (4, 3, 4))
    zero_channel[..., 2] = 0
    result.append(("a channel of zeros", [4, 3, 4], zero_channel))
    for spread in (0.05, 0.4, 3.0):
        for shape in ([12], [6, 5], [2, 3, 4], [2, 2, 3, 6]):
            result.append((f"normal {spread}", shape, rng.normal(0, spread, shape)))
    result.append(("uniform", [4, 10], rng.uniform(-1, 1, (4, 10))))
    result.append(("positive", [4, 6], rng.uniform(0, 2, (4, 6))))
    return [(about, shape, np.asarray(x, np.float32).reshape(shape)) for about, shape, x in result]


def coded(arrays):
    flat = np.concatenate([np.asarray(a, "<f4").ravel() for a in arrays])
    return base64.b64encode(flat.tobytes()).decode()


def made(expr):
    return eval(expr, vars(Q))  # The expressions above are Python, as QKeras's users write them.


def ran(expr, x):
    quantizer = made(expr)
    y = np.asarray(quantizer(tf.constant(x)), np.float32)
    scale = getattr(quantizer, "scale", None)
    return y, None if scale is None else np.broadcast_to(np.asarray(scale, np.float32), x.shape)


def check_golden():
    golden = json.loads((FIXTURES / "qkeras_quantizers.json").read_text())["cases"]
    checked = 0
    for case in golden:
        if not hasattr(Q, case["expr"].split("(")[0]):
            continue
        y, _ = ran(case["expr"], np.array(case["x"], np.float32).reshape(case["shape"]))
        if not np.array_equal(y.ravel(), np.array(case["y"], np.float32)):
            raise SystemExit(f"{case['expr']} gives {y.ravel().tolist()}, golden is {case['y']}")
        checked += 1
    print(checked, "of", len(golden), "golden cases reproduced")


def error_of(expr, x):
    try:
        ran(expr, x)
    except Exception as error:  # noqa: BLE001: what it is, is the answer.
        return type(error).__name__
    return None


def main():
    distribution, version = next((d, importlib.metadata.version(d)) for d in ("qkeras", "qkeras-v3") if has(d))
    first = distribution == "qkeras"
    check_golden()
    given = tensors(np.random.default_rng(SEED))
    cases, errors, pairs = [], [], 0
    for expr in (COMMON if first else LATER) + [e for e, when in RANKED.items() if (when == "common") == first]:
        chosen = [t for t in given if len(t[1]) > 1 and t[1][0] % 2 == 0] if expr in RANKED else given
        results = [ran(expr, x) for _, _, x in chosen]
        scales = [scale for _, scale in results]
        fitted = all(scale is not None for scale in scales)
        case = {"expr": expr, "y": coded([y for y, _ in results]), "scale": coded(scales) if fitted else None}
        cases.append(case)
        pairs += len(chosen)
    for expr in ERRORS:
        if hasattr(Q, expr.split("(")[0]):
            errors.append({"expr": expr, "error": error_of(expr, given[0][2])})
    about = f"tools/golden/qkeras_outputs.py; {distribution} {version}, TensorFlow {tf.__version__}, NumPy {np.__version__}, seed {SEED}; {pairs} pairs"
    document = {
        "about": about,
        "tensors": [{"about": name, "shape": shape, "x": coded([x])} for name, shape, x in given],
        "ranked": list(RANKED),
        "cases": cases,
        "errors": errors,
    }
    out = FIXTURES / f"{distribution}-{version}.json.gz"
    out.write_bytes(gzip.compress(json.dumps(document, separators=(",", ":")).encode(), 9, mtime=0))
    print(about, "->", out.name, out.stat().st_size, "bytes")


def has(distribution):
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


main()
