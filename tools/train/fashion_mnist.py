"""Fashion-MNIST as Debian's package `dataset-fashion-mnist` carries it: gzipped IDX files.

Guarantees: every file is the one this project was trained from (SHA-256); the standard 60,000 and 10,000 pictures.
"""

import gzip
import hashlib
from pathlib import Path

import numpy as np

CLASSES = [
    "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
]
SHA256 = {
    "t10k-images-idx3-ubyte.gz": "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
    "t10k-labels-idx1-ubyte.gz": "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05",
    "train-images-idx3-ubyte.gz": "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
    "train-labels-idx1-ubyte.gz": "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
}
IMAGES_HEADER_BYTES = 16
LABELS_HEADER_BYTES = 8


def unpacked(path: Path) -> bytes:
    packed = path.read_bytes()
    found = hashlib.sha256(packed).hexdigest()
    if found != SHA256[path.name]:
        raise ValueError(f"{path}: SHA-256 is {found}, wanted {SHA256[path.name]}")
    return gzip.decompress(packed)


def read(folder: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    """Images uint8 [n, 28, 28, 1] and labels uint8 [n]; `part` is train or t10k."""
    images = np.frombuffer(unpacked(folder / f"{part}-images-idx3-ubyte.gz"), np.uint8, offset=IMAGES_HEADER_BYTES)
    labels = np.frombuffer(unpacked(folder / f"{part}-labels-idx1-ubyte.gz"), np.uint8, offset=LABELS_HEADER_BYTES)
    return images.reshape(-1, 28, 28, 1), labels
