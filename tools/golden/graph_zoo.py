"""TensorFlow.js graph models, made of SavedModels by its own converter, with inputs and TensorFlow's outputs.

Writes src/engine/fixtures/graph-zoo.zip: NAME/model.json with its weights and NAME/reference.npz with inputs x:KEY and
outputs y:KEY by the keys of the signature in model.json. Loops and branches are there twice: lowered to Switch, Merge, Enter,
Exit (v1), and as If and While with function bodies (v2).

    pip install tensorflow-cpu==2.15.1 tensorflowjs==4.22.0
    python tools/golden/graph_zoo.py

The converter imports packages that this script has no use for; they are stood in for.
"""

import io
import json
import os
import pathlib
import re
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
from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_saved_model

OUT = pathlib.Path(__file__).parents[2] / "src/engine/fixtures/graph-zoo.zip"
F, I = tf.float32, tf.int32


class Net(tf.Module):
    """A module of one function; `weights` become variables, as in a trained model."""

    def __init__(self, call, specs, rng, weights=()):
        super().__init__()
        self.w = [tf.Variable(rng.uniform(-0.8, 0.8, shape).astype("float32")) for shape in weights]
        self.__call__ = tf.function(lambda **x: call(self.w, **x), input_signature=None)
        self.concrete = self.__call__.get_concrete_function(**specs)


def spec(name, shape, dtype=F):
    return {name: tf.TensorSpec(shape, dtype, name=name)}


def keras_net(layers, shape):
    def make(rng):
        x = tf.keras.Input(shape, name="x")
        y = x
        for layer in layers(tf.keras.layers):
            y = layer(y)
        net = tf.keras.Model(x, y)
        for weight in net.weights:
            low = 0.1 if "variance" in weight.name else -0.8
            weight.assign(rng.uniform(low, 0.8, weight.shape).astype("float32"))
        return net

    return make


def cond(w, x):
    y = tf.matmul(x, w[0])
    return {"y": tf.cond(tf.reduce_sum(y) > 0, lambda: tf.nn.relu(y) @ w[1], lambda: y - 2.0)}


def while_loop(w, x):
    def body(i, h):
        return i + 1, tf.tanh(tf.matmul(h, w[0]) + w[1])

    steps, h = tf.while_loop(lambda i, h: i < 4, body, [tf.constant(0), x])
    return {"h": h, "steps": steps}


def data_dependent_loop(w, x):
    """Runs until the sum is large enough: another number of rounds for each input."""
    total, rounds = tf.while_loop(
        lambda total, rounds: tf.reduce_sum(total) < 10.0,
        lambda total, rounds: (total * 1.5 + w[0], rounds + 1.0),
        [tf.abs(x), tf.constant(0.0)],
    )
    return {"total": total, "rounds": rounds}


def branch_in_loop(w, x):
    def body(i, h):
        h = tf.cond(tf.equal(i % 2, 0), lambda: tf.matmul(h, w[0]), lambda: tf.nn.relu(h + w[1]))
        return i + 1, h

    return {"h": tf.while_loop(lambda i, h: i < 5, body, [tf.constant(0), x])[1]}


def tensor_array(w, x):
    """Each step writes one row; two loops, one after the other."""

    def pass_over(rows, kernel):
        steps = tf.shape(rows)[0]
        taken = tf.TensorArray(tf.float32, size=steps, element_shape=[None, 4])
        rows = tf.TensorArray(tf.float32, size=steps, element_shape=[None, 4]).unstack(rows)

        def body(i, h, made):
            h = tf.tanh(tf.matmul(rows.read(i), kernel) + h)
            return i + 1, h, made.write(i, h)

        h = tf.zeros_like(rows.read(0))
        return tf.while_loop(lambda i, h, made: i < steps, body, [tf.constant(0), h, taken])[2].stack()

    rows = tf.transpose(x, [1, 0, 2])
    return {"y": tf.transpose(pass_over(pass_over(rows, w[0]), w[1]), [1, 0, 2])}


def boxes_of(w, x):
    corner = tf.reshape(tf.sigmoid(tf.matmul(x, w[0])), [-1, 2])
    return tf.concat([corner, corner + 0.3], 1), tf.reshape(tf.sigmoid(tf.matmul(x, w[1])), [-1])


def non_max_suppression(w, x):
    boxes, scores = boxes_of(w, x)
    kept = tf.image.non_max_suppression(boxes, scores, 5, iou_threshold=0.4, score_threshold=0.3)
    return {"kept": kept, "boxes": tf.gather(boxes, kept), "scores": tf.gather(scores, kept)}


def soft_suppression(w, x):
    boxes, scores = boxes_of(w, x)
    kept, soft = tf.image.non_max_suppression_with_scores(boxes, scores, 5, 0.5, 0.2, soft_nms_sigma=0.5)
    return {"kept": kept, "soft": soft}


def padded_suppression(w, x):
    boxes, scores = boxes_of(w, x)
    kept, count = tf.raw_ops.NonMaxSuppressionV4(
        boxes=boxes, scores=scores, max_output_size=8, iou_threshold=0.4, score_threshold=0.3, pad_to_max_output_size=True
    )
    return {"boxes": tf.gather(boxes, kept), "count": count}


def where(above):
    def call(w, x):
        y = tf.matmul(x, w[0])
        places = tf.cast(tf.where(y > above), tf.int32)
        values = tf.gather_nd(y, places)
        return {"places": places, "values": values, "sum": tf.reduce_sum(values)}

    return call


def int_input(w, ids):
    return {"y": tf.reduce_mean(tf.gather(w[0], ids), 1) @ w[1]}


def fixed_batch(w, x):
    y = tf.nn.relu(tf.nn.conv2d(x, w[0], 2, "SAME"))
    return {"a": tf.reshape(y, [1, 3 * 3 * 5]) @ w[1], "b": tf.reduce_max(y, [1, 2])}


def channels_first(w, x):
    y = tf.transpose(x, [0, 2, 3, 1])
    y = tf.nn.relu6(tf.nn.bias_add(tf.nn.conv2d(y, w[0], 1, "VALID"), w[1]))
    return {"y": tf.transpose(y, [0, 3, 1, 2])}


def two_inputs(w, x, z):
    y = x @ w[0]
    return {"sum": y + z, "product": y * z}


PICTURE = [None, 6, 6, 3]
ZOO = {
    "cond": (cond, spec("x", [None, 3]), [(3, 4), (4, 4)]),
    "while": (while_loop, spec("x", [None, 4]), [(4, 4), (4,)]),
    "data-dependent-loop": (data_dependent_loop, spec("x", [2, 3]), [(3,)]),
    "branch-in-loop": (branch_in_loop, spec("x", [None, 4]), [(4, 4), (4,)]),
    "tensor-array": (tensor_array, spec("x", [None, 3, 4]), [(4, 4), (4, 4)]),
    "non-max-suppression": (non_max_suppression, spec("x", [4, 5]), [(5, 6), (5, 3)]),
    "soft-suppression": (soft_suppression, spec("x", [4, 5]), [(5, 6), (5, 3)]),
    "padded-suppression": (padded_suppression, spec("x", [4, 5]), [(5, 6), (5, 3)]),
    "where": (where(-0.2), spec("x", [None, 3]), [(3, 4)]),
    "where-nothing": (where(9.0), spec("x", [None, 3]), [(3, 4)]),
    "int-input": (int_input, spec("ids", [None, 5], I), [(7, 3), (3, 2)]),
    "fixed-batch": (fixed_batch, spec("x", [1, 6, 6, 3]), [(3, 3, 3, 5), (45, 4)]),
    "channels-first": (channels_first, spec("x", [None, 3, 6, 6]), [(3, 3, 3, 4), (4,)]),
    "two-inputs": (two_inputs, {**spec("x", [None, 3]), **spec("z", [None, 4])}, [(3, 4)]),
}
KERAS = {
    "lstm": keras_net(lambda l: [l.LSTM(4, return_sequences=True), l.LSTM(3), l.Dense(2)], (5, 3)),
    "gru": keras_net(lambda l: [l.GRU(4), l.Dense(2, activation="softmax")], (5, 3)),
    "bidirectional": keras_net(lambda l: [l.Bidirectional(l.LSTM(3)), l.Dense(2)], (5, 3)),
    "fused-convolutions": keras_net(
        lambda l: [
            l.Conv2D(4, 3, activation="relu"),
            l.DepthwiseConv2D(3, padding="same", use_bias=False),
            l.BatchNormalization(),
            l.ReLU(6.0),
            l.Conv2D(5, 1),
            l.LeakyReLU(0.1),
            l.Conv2D(4, 1),
            l.PReLU(shared_axes=[1, 2]),
            l.Conv2D(4, 2, activation="elu"),
            l.GlobalAveragePooling2D(),
            l.Dense(5, activation="tanh"),
            l.Dense(3, activation="sigmoid"),
        ],
        (8, 8, 3),
    ),
    "resizing": keras_net(
        lambda l: [l.Conv2DTranspose(3, 3, 2, padding="same"), l.UpSampling2D(2, interpolation="bilinear"), l.MaxPool2D(2), l.AvgPool2D(2), l.Softmax()],
        (4, 4, 2),
    ),
}
CONTROL = ("cond", "while", "data-dependent-loop", "branch-in-loop", "tensor-array", "lstm", "gru", "bidirectional")


def given(specs, rng):
    made = {}
    for name, tensor in specs.items():
        shape = [2 if size is None else size for size in tensor.shape]
        made[name] = rng.integers(0, 7, shape).astype("int32") if tensor.dtype == I else rng.uniform(-1, 1, shape).astype("float32")
    return made


def save(name, saved, seed):
    rng = np.random.default_rng(seed)
    if name in KERAS:
        net = KERAS[name](rng)
        shape = [None, *net.input_shape[1:]]
        signature = tf.function(lambda x: {"y": net(x)}).get_concrete_function(tf.TensorSpec(shape, F, name="x"))
        module, x = net, given(spec("x", shape), rng)
    else:
        call, specs, weights = ZOO[name]
        module = Net(call, specs, rng, weights)
        signature, x = module.concrete, given(specs, rng)
    tf.saved_model.save(module, str(saved), signatures=signature)
    y = signature(**{key: tf.constant(value) for key, value in x.items()})
    return x, {key: value.numpy() for key, value in y.items()}


def output(key, y):
    """By its name, or where the converter did not keep the names (`Identity_2:0`) by its place in their order."""
    if key in y:
        return y[key]
    return y[sorted(y)[int((re.findall(r"_(\d+)", key) or ["0"])[0])]]


def main():
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryDirectory() as scratch:
        for seed, name in enumerate([*ZOO, *KERAS]):
            saved = pathlib.Path(scratch) / name
            x, y = save(name, saved, seed)
            for version in (1, 2) if name in CONTROL else (1,):
                folder = pathlib.Path(scratch) / f"{name}{'-v2' if version == 2 else ''}.tfjs"
                convert_tf_saved_model(str(saved), str(folder), control_flow_v2=version == 2, use_structured_outputs_names=True)
                for path in sorted(folder.iterdir()):
                    archive.writestr(zipfile.ZipInfo(f"{folder.stem}/{path.name}"), path.read_bytes(), zipfile.ZIP_DEFLATED)
                data = io.BytesIO()
                outputs = json.loads((folder / "model.json").read_text())["signature"]["outputs"]
                np.savez(data, **{f"x:{key}": value for key, value in x.items()}, **{f"y:{key}": output(key, y) for key in outputs})
                archive.writestr(zipfile.ZipInfo(f"{folder.stem}/reference.npz"), data.getvalue(), zipfile.ZIP_DEFLATED)
    print(OUT.stat().st_size, "bytes")


main()
