"""Small QKeras models, one per layer, quantizer and option, with inputs and reference outputs.

Writes src/engine/fixtures/qkeras-zoo.zip: NAME.h5 and NAME.keras by the installed QKeras, and NAME.npz with the inputs
x0, x1, ... and the outputs y0, y1, ... Run it once with each package; the second run adds its models under
v3-NAME.*:

    pip install tensorflow-cpu==2.15.1 qkeras==0.9.0 "pyparsing<3.1"    # Python 3.11
    python tools/golden/qkeras_zoo.py
    pip install tensorflow-cpu==2.21.0 keras==3.15.1 qkeras-v3==1.2.1   # in another environment
    python tools/golden/qkeras_zoo.py --add
"""

import importlib.metadata
import io
import os
import pathlib
import sys
import zipfile

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import qkeras as q
import qkeras.quantizers as quantizers
from qkeras import qrecurrent

l = keras.layers
OUT = pathlib.Path(__file__).parents[2] / "src/engine/fixtures/qkeras-zoo.zip"
PICTURE, SEQUENCE, VECTOR = (6, 6, 4), (7, 4), (5,)
NEW = importlib.metadata.version("keras").startswith("3")
PREFIX = "v3-" if NEW else ""


def one(shape, layer):
    def build():
        x = l.Input(shape)
        return keras.Model(x, layer()(x))

    return build


W, B, A = "quantized_bits(5,0,alpha=1)", "quantized_bits(8,2,alpha=1)", "quantized_relu(5,2)"
KB = {"kernel_quantizer": W, "bias_quantizer": B}

# Quantizers of a kernel: of numbers, of a scale for all, of one for each channel.
KERNELS = {
    "bits": "quantized_bits(4,0,1)",
    "bits-alpha": "quantized_bits(4,1,alpha=0.3)",
    "bits-none": "quantized_bits(4,0)",
    "bits-auto": "quantized_bits(4,0,1,alpha='auto')",
    "bits-auto-po2": "quantized_bits(6,1,1,alpha='auto_po2')",
    "bits-unsigned": "quantized_bits(4,0,keep_negative=0,alpha=1)",
    "bits-one": "quantized_bits(1,0,alpha=1)",
    "ternary": "ternary(alpha=1,threshold=0.4)",
    "ternary-auto": "ternary(alpha='auto')",
    "ternary-none": "ternary()",
    "binary": "binary(alpha=1)",
    "binary-01": "binary(use_01=True,alpha=0.5)",
    "binary-auto": "binary(alpha='auto')",
    "binary-none": "binary()",
    "stochastic-ternary": "stochastic_ternary(alpha=1,threshold=0.4)",
    "stochastic-ternary-auto": "stochastic_ternary(alpha='auto')",
    "stochastic-binary": "stochastic_binary(alpha=1)",
    "po2": "quantized_po2(4,1)",
    "po2-quadratic": "quantized_po2(6,quadratic_approximation=True)",
    "relu-po2": "quantized_relu_po2(4)",
    "tanh": "quantized_tanh(4)",
    "ulaw": "quantized_ulaw(6)",
    "stochastic-rounding": "quantized_bits(4,0,alpha=1,use_stochastic_rounding=True)",
}
if NEW:
    KERNELS |= {
        "linear": "quantized_linear(4,0,alpha=1)",
        "linear-auto": "quantized_linear(4,0,alpha='auto')",
        "linear-auto-po2": "quantized_linear(4,0,alpha='auto_po2')",
    }

ACTIVATIONS = {
    "relu": "quantized_relu(4,1)",
    "relu-slope": "quantized_relu(5,1,negative_slope=0.25)",
    "relu-sigmoid": "quantized_relu(4,1,use_sigmoid=1)",
    "relu-bound": "quantized_relu(6,3,relu_upper_bound=1.5)",
    "bits": "quantized_bits(4,1,alpha=1)",
    "bits-none": "quantized_bits(4,1)",
    "tanh": "quantized_tanh(4)",
    "tanh-real": "quantized_tanh(5,use_real_tanh=True)",
    "tanh-symmetric": "quantized_tanh(4,symmetric=1)",
    "sigmoid": "quantized_sigmoid(4)",
    "sigmoid-real": "quantized_sigmoid(5,use_real_sigmoid=True)",
    "ulaw": "quantized_ulaw(6)",
    "hswish": "quantized_hswish(6,2,alpha=1)",
    "po2": "quantized_po2(4)",
    "relu-po2": "quantized_relu_po2(5,2)",
    "binary": "binary(alpha=1)",
    "ternary": "ternary(alpha=1)",
    "plain-relu": "relu",
    "plain-softmax": "softmax",
    "hard-tanh": "hard_tanh",
    "hard-sigmoid": "hard_sigmoid",
    "smooth-tanh": "smooth_tanh",
    "smooth-sigmoid": "smooth_sigmoid",
    "binary-tanh": "binary_tanh",
    "binary-sigmoid": "binary_sigmoid",
}

ZOO = {
    **{f"kernel-{name}": one(VECTOR, lambda t=t: q.QDense(4, kernel_quantizer=t, bias_quantizer=B)) for name, t in KERNELS.items()},
    **{f"activation-{name}": one(VECTOR, lambda t=t: q.QActivation(t)) for name, t in ACTIVATIONS.items()},
    "activation-object": one(VECTOR, lambda: q.QActivation(quantizers.quantized_relu(4, 1))),
    "dense": one(VECTOR, lambda: q.QDense(4, activation=A, **KB)),
    "dense-objects": one(
        VECTOR,
        lambda: q.QDense(
            4,
            kernel_quantizer=quantizers.quantized_bits(5, 0, alpha=1),
            bias_quantizer=quantizers.quantized_bits(8, 2, alpha=1),
            activation=quantizers.quantized_tanh(5),
        ),
    ),
    "dense-no-bias": one(VECTOR, lambda: q.QDense(4, kernel_quantizer=W, use_bias=False)),
    "dense-kernel-only": one(VECTOR, lambda: q.QDense(4, kernel_quantizer=W)),
    "dense-unquantized": one(VECTOR, lambda: q.QDense(4, activation="tanh")),
    "dense-plain-relu": one(VECTOR, lambda: q.QDense(4, activation="relu", **KB)),
    "conv1d": one(SEQUENCE, lambda: q.QConv1D(3, 3, activation=A, **KB)),
    "conv1d-causal": one(SEQUENCE, lambda: q.QConv1D(3, 3, padding="causal", dilation_rate=2, **KB)),
    "conv2d": one(PICTURE, lambda: q.QConv2D(3, 3, strides=2, padding="same", activation=A, **KB)),
    "conv2d-auto": one(PICTURE, lambda: q.QConv2D(3, 3, kernel_quantizer="quantized_bits(4,0,1,alpha='auto_po2')", bias_quantizer="quantized_bits(4,0,1,alpha='auto_po2')")),
    "conv2d-dilated": one(PICTURE, lambda: q.QConv2D(3, 2, dilation_rate=2, **KB)),
    "depthwise": one(PICTURE, lambda: q.QDepthwiseConv2D(3, depth_multiplier=2, depthwise_quantizer=W, bias_quantizer=B, activation=A)),
    "depthwise-auto": one(PICTURE, lambda: q.QDepthwiseConv2D(3, padding="same", depthwise_quantizer="quantized_bits(4,0,1,alpha='auto')", bias_quantizer=B)),
    "depthwise-none": one(PICTURE, lambda: q.QDepthwiseConv2D(3, depthwise_quantizer="quantized_bits(4,0)", bias_quantizer=B)),
    "separable1d": one(SEQUENCE, lambda: q.QSeparableConv1D(5, 3, depthwise_quantizer=W, pointwise_quantizer=W, bias_quantizer=B, activation=A)),
    "separable2d": one(PICTURE, lambda: q.QSeparableConv2D(5, 3, depth_multiplier=2, depthwise_quantizer=W, pointwise_quantizer="quantized_bits(4,0)", bias_quantizer=B, activation=A)),
    "conv2d-transpose": one(PICTURE, lambda: q.QConv2DTranspose(3, 3, strides=2, padding="same", activation=A, **KB)),
    "conv2d-transpose-auto": one(PICTURE, lambda: q.QConv2DTranspose(3, 3, kernel_quantizer="quantized_bits(4,0,1,alpha='auto')", bias_quantizer=B)),
    "batchnorm": one(PICTURE, lambda: q.QBatchNormalization()),
    "batchnorm-bits": one(PICTURE, lambda: q.QBatchNormalization(beta_quantizer=B, gamma_quantizer=B, mean_quantizer=B, variance_quantizer="quantized_relu(8,2)")),
    "batchnorm-none": one(PICTURE, lambda: q.QBatchNormalization(gamma_quantizer=None, beta_quantizer=None, mean_quantizer=None, variance_quantizer=None, scale=False)),
    **{
        f"conv2d-batchnorm-{name}": one(PICTURE, lambda o=o: q.QConv2DBatchnorm(3, 3, padding="same", kernel_quantizer=W, bias_quantizer=B, **o))
        for name, o in {
            "ema": {"activation": A},
            "batch": {"folding_mode": "batch_stats_folding"},
            "no-bias": {"use_bias": False, "scale": False, "epsilon": 0.01},
        }.items()
    },
    "conv2d-batchnorm-auto": one(PICTURE, lambda: q.QConv2DBatchnorm(3, 3, kernel_quantizer="quantized_bits(4,0)")),
    "depthwise-batchnorm": one(PICTURE, lambda: q.QDepthwiseConv2DBatchnorm(3, depth_multiplier=2, depthwise_quantizer=W, bias_quantizer=B, activation=A)),
    "average-pooling": one(PICTURE, lambda: q.QAveragePooling2D(3, 2, average_quantizer="quantized_bits(8,0,alpha=1)", activation="quantized_bits(6,1,alpha=1)")),
    "average-pooling-same": one(PICTURE, lambda: q.QAveragePooling2D((2, 3), 2, padding="same", average_quantizer="quantized_bits(4,0,alpha=1)")),
    "average-pooling-none": one(PICTURE, lambda: q.QAveragePooling2D(2, activation=A)),
    "global-average-pooling": one(PICTURE, lambda: q.QGlobalAveragePooling2D(average_quantizer="quantized_bits(8,0,alpha=1)", activation="quantized_bits(6,1,alpha=1)")),
    "global-average-pooling-none": one(PICTURE, lambda: q.QGlobalAveragePooling2D()),
    "simple-rnn": one(SEQUENCE, lambda: q.QSimpleRNN(3, activation="tanh", kernel_quantizer=W, recurrent_quantizer=W, bias_quantizer=B)),
    "lstm": one(SEQUENCE, lambda: q.QLSTM(3, activation="tanh", recurrent_activation="sigmoid", kernel_quantizer=W, recurrent_quantizer=W, bias_quantizer=B)),
    "gru": one(SEQUENCE, lambda: q.QGRU(3, activation="tanh", recurrent_activation="sigmoid", kernel_quantizer=W, recurrent_quantizer=W, bias_quantizer=B, reset_after=False)),
}
if NEW:
    ZOO |= {
        "dense-batchnorm": one(VECTOR, lambda: q.QDenseBatchnorm(4, kernel_quantizer=W, bias_quantizer=B, activation=A)),
    }


def network():
    """Every kind of layer in its place, one of them nested and called twice."""
    inner_x = l.Input((4, 4, 4))
    inner = keras.Model(inner_x, q.QActivation(A, name="act")(q.QConv2D(4, 3, padding="same", name="conv", **KB)(inner_x)), name="block")
    x = l.Input(PICTURE)
    y = q.QConv2DBatchnorm(4, 3, activation=A, name="first", **KB)(x)
    z = l.Add()([inner(inner(y)), y])
    z = q.QActivation("quantized_relu(6,3)")(q.QBatchNormalization(name="norm")(z))
    z = l.Flatten()(l.MaxPooling2D(2)(z))
    return keras.Model(x, l.Activation("softmax")(q.QDense(3, name="dense", **KB)(z)))


ZOO["network"] = network


def randomise(model, rng):
    for weight in model.weights:
        name = getattr(weight, "path", weight.name)
        if "iteration" in name or "count" in name or "int" in str(weight.dtype):
            continue
        low = 0.1 if "variance" in name else -0.9
        weight.assign(np.asarray(rng.uniform(low, 0.9, weight.shape), "float32"))


def entry(name):
    return zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))


def main():
    kept = {}
    if "--add" in sys.argv:
        with zipfile.ZipFile(OUT) as archive:
            kept = {name: archive.read(name) for name in archive.namelist() if not name.startswith("v3-")}
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in kept.items():
            archive.writestr(entry(name), content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
        for seed, (name, build) in enumerate(ZOO.items()):
            rng = np.random.default_rng(seed)
            keras.backend.clear_session()
            try:
                model = build()
                randomise(model, rng)
                x = rng.uniform(-2, 2, (3, *model.inputs[0].shape[1:])).astype("float32")
                y = model.predict(x, verbose=0)
            except Exception as error:
                print(f"{name}: {type(error).__name__} {str(error).strip().splitlines()[0][:120]}")
                continue
            for suffix in (".h5", ".keras"):
                path = OUT.with_name(f"qkeras-zoo-model{suffix}")
                try:
                    model.save(path)
                    archive.writestr(entry(f"{PREFIX}{name}{suffix}"), path.read_bytes(), compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
                except Exception as error:
                    print(f"{name}{suffix}: {type(error).__name__} {str(error).strip().splitlines()[0][:120]}")
                path.unlink(missing_ok=True)
            data = io.BytesIO()
            np.savez(data, x0=x, y0=y)
            archive.writestr(entry(f"{PREFIX}{name}.npz"), data.getvalue(), compress_type=zipfile.ZIP_DEFLATED)
    print(f"{len(ZOO)} models, {OUT.stat().st_size} bytes")


main()
