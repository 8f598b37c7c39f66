"""Files as Keras 1.2 wrote them, with inputs and reference outputs.

Writes src/engine/fixtures/keras1.zip: NAME.h5 and NAME.npz with x0, y0. Keras 1 itself runs on no Python of today: the
configurations are written by hand after its source, the weights are split as it split them, and the reference comes
from tf-keras, which reads such weights with its own code for files of Keras 1 (preprocess_weights_for_loading).

    pip install tensorflow-cpu==2.21.0 tf-keras==2.21.0
    python tools/golden/keras1.py
"""

import io
import json
import os
import pathlib
import zipfile

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import numpy as np
import tf_keras
from tf_keras.src.saving.legacy.hdf5_format import preprocess_weights_for_loading

OUT = pathlib.Path(__file__).parents[2] / "src/engine/fixtures/keras1.zip"
l = tf_keras.layers

CONV2D = {"init": "glorot_uniform", "dim_ordering": "tf", "W_regularizer": None, "b_regularizer": None, "activity_regularizer": None, "W_constraint": None, "b_constraint": None}


def layer(class_name, name, arrays=(), **config):
    return {"class_name": class_name, "config": {"name": name, "trainable": True, **config}}, [np.shape(a) if isinstance(a, np.ndarray) else a for a in arrays]


def gates(letters, inside, units):
    return [shape for _ in letters for shape in ((inside, units), (units, units), (units,))]


SEQUENTIALS = {
    "convolutions": (
        [
            layer("Convolution2D", "convolution2d_1", [(3, 2, 2, 4), (4,)], batch_input_shape=[None, 8, 8, 2], input_dtype="float32", nb_filter=4, nb_row=3, nb_col=2, border_mode="same", subsample=[2, 2], activation="relu", bias=True, **CONV2D),
            layer("BatchNormalization", "batchnormalization_1", [(4,), (4,), (4,), (4,)], epsilon=0.001, mode=0, axis=-1, momentum=0.99, gamma_regularizer=None, beta_regularizer=None),
            layer("MaxPooling2D", "maxpooling2d_1", pool_size=[2, 2], strides=[2, 2], border_mode="valid", dim_ordering="tf"),
            layer("AtrousConvolution2D", "atrousconvolution2d_1", [(2, 2, 4, 3), (3,)], nb_filter=3, nb_row=2, nb_col=2, border_mode="valid", subsample=[1, 1], atrous_rate=[1, 1], activation="linear", bias=True, **CONV2D),
            layer("LeakyReLU", "leakyrelu_1", alpha=0.2),
            layer("Dropout", "dropout_1", p=0.5),
            layer("Flatten", "flatten_1"),
            layer("Dense", "dense_1", [(3, 5), (5,)], output_dim=5, init="glorot_uniform", activation="softmax", bias=True, input_dim=None, W_regularizer=None, b_regularizer=None),
        ],
        [l.Conv2D(4, (3, 2), strides=2, padding="same", activation="relu"), l.BatchNormalization(), l.MaxPooling2D(2), l.Conv2D(3, 2), l.LeakyReLU(0.2), l.Dropout(0.5), l.Flatten(), l.Dense(5, activation="softmax")],
        (8, 8, 2),
    ),
    "sequences": (
        [
            layer("Convolution1D", "convolution1d_1", [(3, 1, 4, 6), (6,)], batch_input_shape=[None, 12, 4], input_dtype="float32", nb_filter=6, filter_length=3, border_mode="same", subsample_length=1, activation="tanh", bias=True, input_dim=4, input_length=12, init="uniform"),
            layer("MaxPooling1D", "maxpooling1d_1", pool_length=2, stride=2, border_mode="valid"),
            layer("LSTM", "lstm_1", gates("icfo", 6, 5), output_dim=5, init="glorot_uniform", inner_init="orthogonal", forget_bias_init="one", activation="tanh", inner_activation="hard_sigmoid", dropout_W=0.0, dropout_U=0.0, return_sequences=True, go_backwards=False, stateful=False, unroll=False, consume_less="cpu", input_dim=6, input_length=None),
            layer("GRU", "gru_1", gates("zrh", 5, 4), output_dim=4, init="glorot_uniform", inner_init="orthogonal", activation="tanh", inner_activation="hard_sigmoid", dropout_W=0.0, dropout_U=0.0, return_sequences=True, go_backwards=True, stateful=False, unroll=False, consume_less="cpu", input_dim=5, input_length=None),
            layer("TimeDistributed", "timedistributed_1", [(4, 3), (3,)], layer={"class_name": "Dense", "config": {"name": "dense_1", "output_dim": 3, "init": "glorot_uniform", "activation": "relu", "bias": True, "input_dim": 4}}),
            layer("SimpleRNN", "simplernn_1", [(3, 3), (3, 3), (3,)], output_dim=3, init="glorot_uniform", inner_init="orthogonal", activation="tanh", dropout_W=0.0, dropout_U=0.0, return_sequences=False, go_backwards=False, stateful=False, unroll=False, consume_less="cpu", input_dim=3, input_length=None),
        ],
        [
            l.Conv1D(6, 3, padding="same", activation="tanh"),
            l.MaxPooling1D(2),
            l.LSTM(5, recurrent_activation="hard_sigmoid", return_sequences=True),
            l.GRU(4, recurrent_activation="hard_sigmoid", return_sequences=True, go_backwards=True, reset_after=False),
            l.TimeDistributed(l.Dense(3, activation="relu")),
            l.SimpleRNN(3),
        ],
        (12, 4),
    ),
}


def write(data, config, weights):
    with h5py.File(data, "w") as file:
        file.attrs["keras_version"] = b"1.2.2"
        file.attrs["model_config"] = json.dumps(config).encode()
        root = file.create_group("model_weights")
        root.attrs["layer_names"] = [name.encode() for name in weights]
        root.attrs["keras_version"] = b"1.2.2"
        for name, arrays in weights.items():
            group = root.create_group(name)
            names = [f"{name}_{k}".encode() for k in range(len(arrays))]
            group.attrs["weight_names"] = names
            for each, array in zip(names, arrays):
                group.create_dataset(each.decode(), data=array)


def drawn(shapes, rng, class_name):
    return [rng.uniform(0.2 if class_name == "BatchNormalization" and k == 3 else -0.8, 0.8, shape).astype("float32") for k, shape in enumerate(shapes)]


def add(archive, name, config, weights, net, x):
    layers = {each.name: each for each in net.layers}
    for key, arrays in weights.items():
        if arrays:
            layers[key].set_weights(preprocess_weights_for_loading(layers[key], list(arrays), "1"))
    data, reference = io.BytesIO(), io.BytesIO()
    write(data, config, weights)
    np.savez(reference, x0=x, y0=net.predict(x, verbose=0))
    archive.writestr(zipfile.ZipInfo(f"{name}.h5"), data.getvalue(), zipfile.ZIP_DEFLATED)
    archive.writestr(zipfile.ZipInfo(f"{name}.npz"), reference.getvalue(), zipfile.ZIP_DEFLATED)


def functional(rng):
    """Two branches that a Merge layer joins."""

    def call(*names):
        return [[[name, 0, 0] for name in names]]

    parts = [
        layer("InputLayer", "input_1", batch_input_shape=[None, 4], input_dtype="float32", sparse=False),
        layer("Dense", "a", [(4, 3), (3,)], output_dim=3, activation="relu", bias=True, init="uniform", input_dim=None),
        layer("Dense", "b", [(4, 3)], output_dim=3, activation="sigmoid", bias=False, init="uniform", input_dim=None),
        layer("Merge", "merge_1", mode="concat", mode_type="raw", concat_axis=-1, dot_axes=-1, output_shape=None, output_shape_type="raw"),
        layer("Merge", "merge_2", mode="sum", mode_type="raw", concat_axis=-1, dot_axes=-1, output_shape=None, output_shape_type="raw"),
        layer("Dense", "c", [(6, 3), (3,)], output_dim=3, activation="linear", bias=True, init="uniform", input_dim=None),
    ]
    inbound = [[], call("input_1"), call("input_1"), call("a", "b"), call("c", "a"), call("merge_1")]
    layers = [{**config, "name": config["config"]["name"], "inbound_nodes": nodes} for (config, _), nodes in zip(parts, inbound)]
    config = {"class_name": "Model", "config": {"name": "model_1", "layers": layers, "input_layers": [["input_1", 0, 0]], "output_layers": [["merge_2", 0, 0]]}}
    weights = {config["config"]["name"]: drawn(shapes, rng, config["class_name"]) for config, shapes in parts}
    x = l.Input((4,), name="input_1")
    a, b = l.Dense(3, activation="relu", name="a")(x), l.Dense(3, activation="sigmoid", use_bias=False, name="b")(x)
    c = l.Dense(3, name="c")(l.Concatenate(name="merge_1")([a, b]))
    return config, weights, tf_keras.Model(x, l.Add(name="merge_2")([c, a]))


def main():
    with zipfile.ZipFile(OUT, "w") as archive:
        for seed, (name, (parts, layers, shape)) in enumerate(SEQUENTIALS.items()):
            rng = np.random.default_rng(seed)
            for made, (config, _) in zip(layers, parts):
                made._name = config["config"]["name"]
            net = tf_keras.Sequential([l.Input(shape), *layers])
            weights = {config["config"]["name"]: drawn(shapes, rng, config["class_name"]) for config, shapes in parts}
            x = rng.uniform(-1, 1, (2, *shape)).astype("float32")
            add(archive, name, {"class_name": "Sequential", "config": [config for config, _ in parts]}, weights, net, x)
        rng = np.random.default_rng(9)
        config, weights, net = functional(rng)
        add(archive, "functional", config, weights, net, rng.uniform(-1, 1, (2, 4)).astype("float32"))
    print(OUT.stat().st_size, "bytes")


main()
