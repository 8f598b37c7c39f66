"""TensorFlow.js models with quantized weights, written by its own converter, with inputs and reference outputs.

Writes src/engine/fixtures/tfjs-quantized.zip: folders layers-KIND and graph-KIND with model.json and weights, and
KIND.npz in each with x0, y0 and the weights that the codes stand for, by the converter's own dequantize_weights. The
reference outputs are TensorFlow's with those weights.

    pip install tensorflow-cpu==2.15.1 tensorflowjs==4.22.0
    python tools/golden/tfjs_quantized.py

The converter imports packages that this script has no use for; they are stood in for.
"""

import io
import json
import os
import pathlib
import sys
import tempfile
import zipfile
from unittest.mock import MagicMock

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
for unused in ("tensorflow_decision_forests", "jax", "jax.experimental", "jax.experimental.jax2tf"):
    sys.modules.setdefault(unused, MagicMock())

import numpy as np
import tensorflow as tf
from tensorflowjs import quantization
from tensorflowjs.converters import save_keras_model
from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_saved_model

OUT = pathlib.Path(__file__).parents[2] / "src/engine/fixtures/tfjs-quantized.zip"
KINDS = {
    "uint8": {"uint8": True},
    "uint16": {"uint16": True},
    "float16": {"float16": True},
    "mixed": {"uint8": ["*conv*kernel*", "*conv*Conv2D*"], "float16": ["*dense*"]},
}


def network(rng):
    l = tf.keras.layers
    x = l.Input((6, 6, 2), name="x")
    y = l.Conv2D(4, 3, activation="relu", name="conv")(x)
    y = l.Dense(3, name="dense")(l.Flatten(name="flatten")(y))
    net = tf.keras.Model(x, y)
    for weight in net.weights:
        # A bias above 0 throughout: its least value is no multiple of its scale.
        low = 0.37 if "bias" in weight.name else -0.9
        weight.assign(rng.uniform(low, 0.8, weight.shape).astype("float32"))
    return net


def decoded(folder):
    """Name -> float32 array, as the converter's own code reads them back."""
    manifest = json.loads((folder / "model.json").read_text())["weightsManifest"]
    weights = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        at = 0
        for spec in group["weights"]:
            kind = spec.get("quantization")
            dtype = np.dtype(kind["dtype"] if kind else spec["dtype"])
            count = int(np.prod(spec["shape"]))
            stored = np.frombuffer(data, dtype, count, at).reshape(spec["shape"])
            at += count * dtype.itemsize
            if kind is not None:
                metadata = {key: kind[key] for key in ("scale", "min") if key in kind}
                stored = quantization.dequantize_weights(stored, metadata, np.dtype(kind["original_dtype"]))
            weights[spec["name"]] = stored
    return weights


def main():
    rng = np.random.default_rng(11)
    net = network(rng)
    x = rng.uniform(-1, 1, (3, 6, 6, 2)).astype("float32")
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryDirectory() as scratch:
        for kind, options in KINDS.items():
            for form in ("layers", "graph"):
                folder = pathlib.Path(scratch) / f"{form}-{kind}"
                if form == "layers":
                    save_keras_model(net, str(folder), quantization_dtype_map=options)
                else:
                    saved = folder.with_suffix(".saved")
                    tf.saved_model.save(net, str(saved))
                    convert_tf_saved_model(str(saved), str(folder), quantization_dtype_map=options)
                weights = decoded(folder)
                if form == "layers":
                    of_layers = weights
                    same = tf.keras.models.clone_model(net)
                    same.set_weights([of_layers[weight.name.split(":")[0]] for weight in net.weights])
                    y = same.predict(x, verbose=0)
                data = io.BytesIO()
                named = {"w:" + name.replace("/", "|"): value for name, value in weights.items() if value.dtype == np.float32}
                np.savez(data, x0=x, y0=y, **named)
                for path in sorted(folder.iterdir()):
                    archive.writestr(zipfile.ZipInfo(f"{folder.name}/{path.name}"), path.read_bytes(), zipfile.ZIP_DEFLATED)
                archive.writestr(zipfile.ZipInfo(f"{folder.name}/{kind}.npz"), data.getvalue(), zipfile.ZIP_DEFLATED)
    print(OUT.stat().st_size, "bytes")


main()
