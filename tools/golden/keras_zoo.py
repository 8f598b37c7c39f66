"""Small Keras models, one per layer and option, with inputs and reference outputs.

Writes src/engine/fixtures/keras-zoo.zip: NAME.keras and NAME.h5 by Keras 3, NAME.tf-keras.h5 by Keras 2 (tf-keras)
where that has the layer, NAME.tfjs.zip and NAME.tf-keras.tfjs.zip with model.json and weights of both by the tensorflowjs
converter, and NAME.npz with the inputs x0, x1, ... and the outputs y0, y1, ...

    pip install tensorflow-cpu==2.21.0 keras==3.15.1 tf-keras==2.21.0
    pip install --no-deps tensorflowjs==4.22.0 tensorflow-hub
    python tools/golden/keras_zoo.py

The converter imports packages that this script has no use for; they are stood in for.
"""

import io
import os
import sys
import tempfile
import pathlib
import zipfile
from unittest.mock import MagicMock

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
for unused in ("tensorflow_decision_forests", "tensorflow_hub", "jax", "jax.experimental", "jax.experimental.jax2tf"):
    sys.modules.setdefault(unused, MagicMock())

import keras
import numpy as np
import tf_keras
from tensorflowjs.converters import save_keras_model

OUT = pathlib.Path(__file__).parents[2] / "src/engine/fixtures/keras-zoo.zip"
PICTURE, SEQUENCE, VECTOR, VOLUME = (6, 6, 4), (7, 4), (5,), (4, 4, 4, 2)


def one(shape, layer, dtype="float32"):
    """A model of one layer; `layer` gets the layers module."""

    def build(k):
        x = k.layers.Input(shape, dtype=dtype)
        return k.Model(x, layer(k.layers)(x))

    return build


def two(shape, layer, second=None):
    def build(k):
        x, y = k.layers.Input(shape), k.layers.Input(second or shape)
        return k.Model([x, y], layer(k.layers)([x, y]))

    return build


ZOO = {
    "dense": one(VECTOR, lambda l: l.Dense(4)),
    "dense-no-bias": one(VECTOR, lambda l: l.Dense(4, use_bias=False)),
    "dense-sequence": one(SEQUENCE, lambda l: l.Dense(3, activation="tanh")),
    **{
        f"activation-{name}": one(VECTOR, lambda l, name=name: l.Dense(4, activation=name))
        for name in "relu sigmoid softmax tanh elu selu softplus softsign linear exponential hard_sigmoid gelu silu relu6 leaky_relu mish log_softmax celu hard_silu hard_tanh log_sigmoid".split()
    },
    "activation-layer": one(VECTOR, lambda l: l.Activation("tanh")),
    "relu": one(VECTOR, lambda l: l.ReLU()),
    "relu-options": one(VECTOR, lambda l: l.ReLU(max_value=0.6, negative_slope=0.2, threshold=0.1)),
    "leaky-relu": one(VECTOR, lambda l: l.LeakyReLU(0.07)),
    "elu": one(VECTOR, lambda l: l.ELU(0.7)),
    "prelu": one(PICTURE, lambda l: l.PReLU(shared_axes=[1, 2])),
    "thresholded-relu": one(VECTOR, lambda l: l.ThresholdedReLU(0.2)),
    "softmax-axis": one(PICTURE, lambda l: l.Softmax(axis=1)),
    "conv1d": one(SEQUENCE, lambda l: l.Conv1D(3, 3, activation="relu")),
    "conv1d-causal": one(SEQUENCE, lambda l: l.Conv1D(3, 3, padding="causal", dilation_rate=2)),
    "conv1d-groups": one(SEQUENCE, lambda l: l.Conv1D(6, 3, groups=2)),
    "conv2d-same-stride": one(PICTURE, lambda l: l.Conv2D(3, 3, strides=2, padding="same")),
    "conv2d-dilated": one(PICTURE, lambda l: l.Conv2D(3, 2, dilation_rate=2)),
    "conv2d-groups": one(PICTURE, lambda l: l.Conv2D(6, 3, groups=2, activation="relu", padding="same")),
    "conv2d-no-bias": one(PICTURE, lambda l: l.Conv2D(3, (3, 2), use_bias=False, activation="relu6")),
    "conv3d": one((4, 4, 4, 2), lambda l: l.Conv3D(3, 2)),
    "conv3d-same-stride": one(VOLUME, lambda l: l.Conv3D(3, 3, strides=2, padding="same", activation="relu")),
    "conv3d-transpose": one(VOLUME, lambda l: l.Conv3DTranspose(3, 2, strides=2)),
    "conv1d-transpose": one(SEQUENCE, lambda l: l.Conv1DTranspose(3, 3, strides=2)),
    "conv1d-transpose-same": one(SEQUENCE, lambda l: l.Conv1DTranspose(3, 3, strides=2, padding="same")),
    "conv2d-transpose": one(PICTURE, lambda l: l.Conv2DTranspose(3, 3, strides=2, padding="same")),
    "conv2d-transpose-valid": one(PICTURE, lambda l: l.Conv2DTranspose(3, (2, 3), activation="relu")),
    "depthwise-conv2d-dilated": one(PICTURE, lambda l: l.DepthwiseConv2D(2, dilation_rate=2, activation="relu")),
    "separable-conv2d-same": one(PICTURE, lambda l: l.SeparableConv2D(5, 3, padding="same", strides=2, activation="relu")),
    "depthwise-conv1d": one(SEQUENCE, lambda l: l.DepthwiseConv1D(3, depth_multiplier=2, padding="same")),
    "depthwise-conv2d": one(PICTURE, lambda l: l.DepthwiseConv2D(3, strides=2, depth_multiplier=2)),
    "separable-conv1d": one(SEQUENCE, lambda l: l.SeparableConv1D(5, 3, activation="relu", padding="same")),
    "separable-conv2d": one(PICTURE, lambda l: l.SeparableConv2D(5, 3, depth_multiplier=2)),
    "max-pooling1d": one(SEQUENCE, lambda l: l.MaxPooling1D(2)),
    "average-pooling1d": one(SEQUENCE, lambda l: l.AveragePooling1D(3, 2, padding="same")),
    "max-pooling2d": one(PICTURE, lambda l: l.MaxPooling2D(3, 2, padding="same")),
    "average-pooling2d": one(PICTURE, lambda l: l.AveragePooling2D(3, 2, padding="same")),
    "max-pooling3d": one((4, 4, 4, 2), lambda l: l.MaxPooling3D(2)),
    "average-pooling3d": one(VOLUME, lambda l: l.AveragePooling3D(2, padding="same", strides=1)),
    "global-average-pooling1d-keepdims": one(SEQUENCE, lambda l: l.GlobalAveragePooling1D(keepdims=True)),
    "global-max-pooling1d-keepdims": one(SEQUENCE, lambda l: l.GlobalMaxPooling1D(keepdims=True)),
    "global-average-pooling3d": one(VOLUME, lambda l: l.GlobalAveragePooling3D()),
    "global-max-pooling2d": one(PICTURE, lambda l: l.GlobalMaxPooling2D()),
    "global-max-pooling3d": one(VOLUME, lambda l: l.GlobalMaxPooling3D()),
    "global-average-pooling1d": one(SEQUENCE, lambda l: l.GlobalAveragePooling1D()),
    "global-max-pooling1d": one(SEQUENCE, lambda l: l.GlobalMaxPooling1D()),
    "global-average-pooling2d": one(PICTURE, lambda l: l.GlobalAveragePooling2D()),
    "global-average-pooling2d-keepdims": one(PICTURE, lambda l: l.GlobalAveragePooling2D(keepdims=True)),
    "global-max-pooling2d-keepdims": one(PICTURE, lambda l: l.GlobalMaxPooling2D(keepdims=True)),
    "batch-normalization": one(PICTURE, lambda l: l.BatchNormalization()),
    "batch-normalization-axis": one(PICTURE, lambda l: l.BatchNormalization(axis=1, scale=False)),
    "batch-normalization-plain": one(PICTURE, lambda l: l.BatchNormalization(center=False, scale=False, epsilon=0.01)),
    "batch-normalization-vector": one(VECTOR, lambda l: l.BatchNormalization()),
    "layer-normalization-plain": one(SEQUENCE, lambda l: l.LayerNormalization(center=False, scale=False, epsilon=0.01)),
    "rms-normalization": one(SEQUENCE, lambda l: l.RMSNormalization()),
    "group-normalization-axis": one(PICTURE, lambda l: l.GroupNormalization(groups=3, axis=1, center=False)),
    "group-normalization-instance": one(PICTURE, lambda l: l.GroupNormalization(groups=-1)),
    "layer-normalization": one(PICTURE, lambda l: l.LayerNormalization()),
    "layer-normalization-axes": one(PICTURE, lambda l: l.LayerNormalization(axis=[2, 3])),
    "group-normalization": one(PICTURE, lambda l: l.GroupNormalization(groups=2)),
    "unit-normalization": one(VECTOR, lambda l: l.UnitNormalization()),
    "normalization": one(PICTURE, lambda l: l.Normalization(axis=-1)),
    "normalization-given": one(VECTOR, lambda l: l.Normalization(mean=0.3, variance=2.0)),
    "normalization-inverse": one(VECTOR, lambda l: l.Normalization(mean=0.3, variance=2.0, invert=True)),
    "rescaling": one(PICTURE, lambda l: l.Rescaling(1 / 127.5, offset=-1)),
    "zero-padding1d": one(SEQUENCE, lambda l: l.ZeroPadding1D((1, 2))),
    "zero-padding2d": one(PICTURE, lambda l: l.ZeroPadding2D(((0, 1), (2, 0)))),
    "cropping1d": one(SEQUENCE, lambda l: l.Cropping1D((1, 2))),
    "cropping2d": one(PICTURE, lambda l: l.Cropping2D(((0, 1), (2, 0)))),
    "zero-padding3d": one(VOLUME, lambda l: l.ZeroPadding3D(1)),
    "cropping3d": one(VOLUME, lambda l: l.Cropping3D(1)),
    "up-sampling3d": one(VOLUME, lambda l: l.UpSampling3D(2)),
    "up-sampling1d": one(SEQUENCE, lambda l: l.UpSampling1D(3)),
    "up-sampling2d": one(PICTURE, lambda l: l.UpSampling2D(2)),
    "up-sampling2d-bilinear": one(PICTURE, lambda l: l.UpSampling2D((2, 3), interpolation="bilinear")),
    "flatten": one(PICTURE, lambda l: l.Flatten()),
    "reshape": one(PICTURE, lambda l: l.Reshape((12, -1))),
    "permute": one(PICTURE, lambda l: l.Permute((3, 1, 2))),
    "repeat-vector": one(VECTOR, lambda l: l.RepeatVector(3)),
    "dropout": one(VECTOR, lambda l: l.Dropout(0.5)),
    "spatial-dropout1d": one(SEQUENCE, lambda l: l.SpatialDropout1D(0.5)),
    "spatial-dropout2d": one(PICTURE, lambda l: l.SpatialDropout2D(0.5)),
    "spatial-dropout3d": one(VOLUME, lambda l: l.SpatialDropout3D(0.5)),
    "gaussian-dropout": one(VECTOR, lambda l: l.GaussianDropout(0.5)),
    "alpha-dropout": one(VECTOR, lambda l: l.AlphaDropout(0.5)),
    "activity-regularization": one(VECTOR, lambda l: l.ActivityRegularization(0.1)),
    "gaussian-noise": one(VECTOR, lambda l: l.GaussianNoise(0.5)),
    "identity": one(VECTOR, lambda l: l.Identity()),
    "add": two(VECTOR, lambda l: l.Add()),
    "subtract": two(VECTOR, lambda l: l.Subtract()),
    "multiply": two(VECTOR, lambda l: l.Multiply()),
    "average": two(VECTOR, lambda l: l.Average()),
    "maximum": two(VECTOR, lambda l: l.Maximum()),
    "minimum": two(VECTOR, lambda l: l.Minimum()),
    "concatenate": two(PICTURE, lambda l: l.Concatenate(axis=1)),
    "dot-normalized": two(SEQUENCE, lambda l: l.Dot(axes=(2, 2), normalize=True), (3, 4)),
    "add-broadcast": two(PICTURE, lambda l: l.Add(), (1, 1, 4)),
    "dot": two(VECTOR, lambda l: l.Dot(axes=1)),
    "embedding": one((6,), lambda l: l.Embedding(9, 3), dtype="int32"),
    "simple-rnn": one(SEQUENCE, lambda l: l.SimpleRNN(3)),
    "simple-rnn-options": one(SEQUENCE, lambda l: l.SimpleRNN(3, activation="relu", return_sequences=True, go_backwards=True, use_bias=False)),
    "lstm-hard": one(SEQUENCE, lambda l: l.LSTM(3, activation="relu", recurrent_activation="hard_sigmoid", use_bias=False)),
    "gru-hard": one(SEQUENCE, lambda l: l.GRU(3, activation="relu", recurrent_activation="hard_sigmoid")),
    "gru-backwards": one(SEQUENCE, lambda l: l.GRU(3, return_sequences=True, go_backwards=True)),
    "lstm-states": one(SEQUENCE, lambda l: l.LSTM(3, return_state=True)),
    "gru-states": one(SEQUENCE, lambda l: l.GRU(3, return_state=True)),
    "rnn-cell": one(SEQUENCE, lambda l: l.RNN(l.LSTMCell(3))),
    "rnn-stacked": one(SEQUENCE, lambda l: l.RNN([l.LSTMCell(3), l.SimpleRNNCell(2)], return_sequences=True)),
    "conv-lstm2d": one((3, 5, 5, 2), lambda l: l.ConvLSTM2D(3, 2, padding="same")),
    "bidirectional-average": one(SEQUENCE, lambda l: l.Bidirectional(l.SimpleRNN(3, return_sequences=True), merge_mode="ave")),
    "lstm": one(SEQUENCE, lambda l: l.LSTM(3)),
    "lstm-sequences": one(SEQUENCE, lambda l: l.LSTM(3, return_sequences=True, go_backwards=True)),
    "gru": one(SEQUENCE, lambda l: l.GRU(3)),
    "gru-sequences": one(SEQUENCE, lambda l: l.GRU(3, return_sequences=True)),
    "gru-reset-before": one(SEQUENCE, lambda l: l.GRU(3, reset_after=False)),
    "bidirectional-lstm": one(SEQUENCE, lambda l: l.Bidirectional(l.LSTM(3, return_sequences=True))),
    "bidirectional-gru": one(SEQUENCE, lambda l: l.Bidirectional(l.GRU(3), merge_mode="sum")),
    "time-distributed": one(SEQUENCE, lambda l: l.TimeDistributed(l.Dense(3, activation="relu"))),
    "time-distributed-conv": one((3, 5, 5, 2), lambda l: l.TimeDistributed(l.Conv2D(3, 3))),
    "attention-concat": two(SEQUENCE, lambda l: l.Attention(score_mode="concat"), (3, 4)),
    "attention": two(SEQUENCE, lambda l: l.Attention(use_scale=True), (3, 4)),
    "additive-attention": two(SEQUENCE, lambda l: l.AdditiveAttention(), (3, 4)),
}


def multi_head_attention(k):
    x, y = k.layers.Input(SEQUENCE), k.layers.Input((3, 4))
    return k.Model([x, y], k.layers.MultiHeadAttention(2, 3)(x, y))


def nested(k):
    """Inner models whose layers share names, a layer that is called twice, and two outputs."""
    l = k.layers

    def inner(name):
        return k.Sequential([l.Input((5,)), l.Dense(5, activation="relu", name="same"), l.BatchNormalization(name="bn")], name=name)

    x = l.Input(VECTOR)
    shared = l.Dense(5, name="shared")
    first, second = inner("first"), inner("second")
    a = shared(first(x))
    b = shared(second(a))
    z = l.Input((5,))
    functional = k.Model(z, [l.Dense(2, name="same")(z), l.Dense(3)(z)], name="functional_inner")
    u, v = functional(b)
    return k.Model(x, [l.Add()([a, b]), u, v])


def masked(k):
    """A mask that reaches a recurrent layer, and one that stops at a layer without sequences."""
    l = k.layers
    x = l.Input((6,), dtype="int32")
    y = l.Embedding(9, 3, mask_zero=True)(x)
    return k.Model(x, [l.LSTM(4)(y), l.GlobalAveragePooling1D()(y)])


def masking(k):
    x = k.layers.Input(SEQUENCE)
    return k.Model(x, k.layers.GRU(3, return_sequences=True)(k.layers.Masking(0.0)(x)))


def initial_state(k):
    l = k.layers
    x, h, c = l.Input(SEQUENCE), l.Input((3,)), l.Input((3,))
    return k.Model([x, h, c], l.LSTM(3, return_sequences=True)(x, initial_state=[h, c]))


def unet(k):
    """Down, up, and bridges between."""
    l = k.layers
    x = l.Input((16, 16, 2))
    a = l.Conv2D(4, 3, padding="same", activation="relu")(x)
    b = l.Conv2D(8, 3, padding="same", activation="relu")(l.MaxPooling2D()(a))
    c = l.Conv2D(8, 3, padding="same", activation="relu")(l.MaxPooling2D()(b))
    d = l.Concatenate()([l.Conv2DTranspose(8, 2, strides=2)(c), b])
    d = l.BatchNormalization()(l.Conv2D(4, 3, padding="same", activation="relu")(d))
    e = l.Concatenate()([l.UpSampling2D(interpolation="bilinear")(d), a])
    return k.Model(x, l.Conv2D(1, 1, activation="sigmoid")(e))


def lstm_net(k):
    l = k.layers
    x = l.Input((12, 3))
    return k.Model(x, l.Dense(4, activation="softmax")(l.LSTM(8)(l.LSTM(8, return_sequences=True)(x))))


def gru_net(k):
    l = k.layers
    x = l.Input((12, 3))
    return k.Model(x, l.Dense(4, activation="softmax")(l.GRU(8)(l.GRU(8, return_sequences=True)(x))))


def sequential_without_input(k):
    model = k.Sequential([k.layers.Dense(4, activation="relu"), k.layers.Dense(2)])
    model.build((None, 5))
    return model


ZOO |= {
    "multi-head-attention": multi_head_attention,
    "nested": nested,
    "masked": masked,
    "masking": masking,
    "initial-state": initial_state,
    "net-unet": unet,
    "net-lstm": lstm_net,
    "net-gru": gru_net,
    "sequential-without-input": sequential_without_input,
}


def randomise(model, rng):
    for weight in model.weights:
        # Variances are positive; a count is whole.
        name = getattr(weight, "path", weight.name)
        low = 0.1 if "variance" in name else -0.9
        weight.assign(np.asarray(rng.uniform(low, 0.9, weight.shape)).astype(weight.dtype.name if hasattr(weight.dtype, "name") else weight.dtype))


def finish(model):
    """Normalization computes with copies of its weights, which it makes anew when a model is loaded."""
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def inputs_of(model, rng):
    made = []
    for tensor in model.inputs:
        shape = (2, *tensor.shape[1:])
        whole = "int" in str(tensor.dtype)
        made.append(rng.integers(0, 9, shape).astype("int32") if whole else rng.uniform(-1, 1, shape).astype("float32"))
    return made


def save(archive, file_name, model, suffix):
    path = OUT.with_name(f"keras-zoo-model{suffix}")
    model.save(path)
    archive.writestr(zip_entry(file_name), path.read_bytes(), compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    path.unlink()
    if suffix.endswith(".h5"):
        with tempfile.TemporaryDirectory() as folder, io.BytesIO() as data:
            try:
                save_keras_model(model, folder)
            except Exception as error:  # The converter raises nothing more specific.
                print(f"{file_name}: not converted ({str(error)[:80]})")
                return
            with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as inner:
                for each in sorted(pathlib.Path(folder).iterdir()):
                    inner.writestr(zip_entry(each.name), each.read_bytes(), zipfile.ZIP_DEFLATED)
            archive.writestr(zip_entry(file_name.removesuffix(".h5") + ".tfjs.zip"), data.getvalue())


def zip_entry(name):
    return zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))


def main():
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as archive:
        for seed, (name, build) in enumerate(ZOO.items()):
            rng = np.random.default_rng(seed)
            reference = {}
            for k, suffixes in ((keras, (".keras", ".h5")), (tf_keras, (".tf-keras.h5",))):
                k.backend.clear_session()
                try:
                    model = build(k)
                except (ValueError, AttributeError, TypeError, ImportError) as error:
                    print(f"{name}: not in {k.__name__} ({str(error).splitlines()[0][:80]})")
                    continue
                randomise(model, rng)
                finish(model)
                given = inputs_of(model, rng)
                if name.startswith("mask"):
                    given[0][0, -2:] = 0
                results = model.predict(given if len(given) > 1 else given[0], verbose=0)
                results = list(results) if isinstance(results, (list, tuple)) else [results]
                for suffix in suffixes:
                    try:
                        save(archive, f"{name}{suffix}", model, suffix)
                    except (ValueError, NotImplementedError, TypeError, KeyError) as error:
                        print(f"{name}: not saved as {suffix} ({str(error).splitlines()[0][:80]})")
                side = "keras" if k is keras else "tf-keras"
                reference |= {f"{side}-x{i}": value for i, value in enumerate(given)}
                reference |= {f"{side}-y{i}": value for i, value in enumerate(results)}
            data = io.BytesIO()
            np.savez(data, **reference)
            archive.writestr(zip_entry(f"{name}.npz"), data.getvalue(), compress_type=zipfile.ZIP_DEFLATED)
    print(f"{len(ZOO)} models, {OUT.stat().st_size} bytes")


main()
