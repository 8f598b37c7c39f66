"""The picture sets the networks learn from: what each is called, its classes, its training and test part."""

from pathlib import Path

import numpy as np

import cifar10

Part = tuple[np.ndarray, np.ndarray]


def read(name: str, folder: Path) -> tuple[Part, Part]:
    """(images uint8 [n, h, w, c], labels uint8 [n]) to train on, and the standard test part."""
    readers = {"cifar10": (cifar10.read_train, cifar10.read_test)}
    read_train, read_test = readers[name]
    return read_train(folder), read_test(folder)
