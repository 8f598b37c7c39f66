"""Well-known networks with random weights, with inputs and Keras's outputs: too large to commit, made on demand.

Writes .cache/large-nets: NAME.keras by Keras 3, NAME.tf-keras.h5 by Keras 2 (tf-keras), and NAME.npz with keras-x, keras-y,
tf-keras-x, tf-keras-y. src/engine/scene/largeNets.sweep.test.ts compares what is there.

    pip install tensorflow-cpu==2.21.0 keras==3.15.1 tf-keras==2.21.0
    python tools/golden/large_nets.py [NAME ...]
"""

import os
import pathlib
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tf_keras

OUT = pathlib.Path(__file__).parents[2] / ".cache/large-nets"


def application(name, **options):
    return lambda k: getattr(k.applications, name)(weights=None, classifier_activation=None, **options)


def squeezenet(k):
    """SqueezeNet 1.1 (Iandola et al. 2016)."""
    l = k.layers

    def fire(x, squeeze, expand):
        x = l.Conv2D(squeeze, 1, activation="relu")(x)
        return l.Concatenate()([l.Conv2D(expand, 1, activation="relu")(x), l.Conv2D(expand, 3, padding="same", activation="relu")(x)])

    image = l.Input((227, 227, 3))
    x = l.MaxPooling2D(3, 2)(l.Conv2D(64, 3, strides=2, activation="relu")(image))
    x = fire(fire(x, 16, 64), 16, 64)
    x = fire(fire(l.MaxPooling2D(3, 2)(x), 32, 128), 32, 128)
    x = l.MaxPooling2D(3, 2)(x)
    for squeeze, expand in ((48, 192), (48, 192), (64, 256), (64, 256)):
        x = fire(x, squeeze, expand)
    x = l.Conv2D(1000, 1, activation="relu")(l.Dropout(0.5)(x))
    return k.Model(image, l.GlobalAveragePooling2D()(x))


def unet(k):
    """U-Net (Ronneberger et al. 2015) with half its channels, at 256 x 256."""
    l = k.layers

    def twice(x, channels):
        for _ in range(2):
            x = l.Conv2D(channels, 3, padding="same", activation="relu")(x)
        return x

    image = x = l.Input((256, 256, 3))
    bridges = []
    for channels in (32, 64, 128, 256):
        x = twice(x, channels)
        bridges.append(x)
        x = l.MaxPooling2D()(x)
    x = twice(x, 512)
    for channels, bridge in zip((256, 128, 64, 32), reversed(bridges)):
        x = l.Concatenate()([bridge, l.Conv2DTranspose(channels, 2, strides=2)(x)])
        x = twice(x, channels)
    return k.Model(image, l.Conv2D(2, 1)(x))


def recurrent(kind):
    def build(k):
        l = k.layers
        words = l.Input((80,), dtype="int32")
        x = l.Embedding(20_000, 128)(words)
        x = getattr(l, kind)(128, return_sequences=True)(x)
        x = l.Bidirectional(getattr(l, kind)(64))(x)
        return k.Model(words, l.Dense(10)(x))

    return build


NETS = {
    "MobileNetV2": application("MobileNetV2"),
    "ResNet50": application("ResNet50"),
    "InceptionV3": application("InceptionV3"),
    "DenseNet121": application("DenseNet121"),
    "EfficientNetB0": application("EfficientNetB0"),
    "SqueezeNet": squeezenet,
    "U-Net": unet,
    "LSTM": recurrent("LSTM"),
    "GRU": recurrent("GRU"),
}
RANGES = {"gamma": (0.7, 1.3), "beta": (-0.2, 0.2), "moving_mean": (-0.2, 0.2), "moving_variance": (0.5, 1.5), "bias": (-0.1, 0.1)}


def randomise(model, rng):
    """Statistics and biases, which start at 0 and 1; kernels are random already."""
    for weight in model.weights:
        kind = getattr(weight, "path", weight.name).split("/")[-1].split(":")[0]
        if kind in RANGES:
            weight.assign(rng.uniform(*RANGES[kind], weight.shape).astype("float32"))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for seed, name in enumerate(sys.argv[1:] or NETS):
        arrays = {}
        for side, k, suffix in (("keras", keras, ".keras"), ("tf-keras", tf_keras, ".tf-keras.h5")):
            k.backend.clear_session()
            k.utils.set_random_seed(seed)
            model = NETS[name](k)
            rng = np.random.default_rng(seed)
            randomise(model, rng)
            shape = (1, *model.inputs[0].shape[1:])
            whole = "int" in str(model.inputs[0].dtype)
            x = rng.integers(0, 20_000, shape).astype("int32") if whole else rng.uniform(0, 1, shape).astype("float32")
            arrays |= {f"{side}-x": x, f"{side}-y": model.predict(x, verbose=0)}
            model.save(OUT / f"{name}{suffix}")
        np.savez(OUT / f"{name}.npz", **arrays)
        print(name, model.count_params(), "parameters")


main()
