"""LeNet-5 as it lies in public/models/lenet5: weights by name, pictures with labels, and flips of stored words."""
import json
import struct
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[2] / "public" / "models" / "lenet5"
KERNELS = ["conv2d/kernel", "conv2d_1/kernel", "dense/kernel", "dense_1/kernel", "dense_2/kernel"]


def weights():
    """Name to array, shapes as Keras has them: [height, width, in, out] and [in, out]."""
    manifest = json.loads((FOLDER / "model.json").read_text())["weightsManifest"]
    found = {}
    for group in manifest:
        words = np.concatenate([np.fromfile(FOLDER / path, np.float32) for path in group["paths"]])
        at = 0
        for entry in group["weights"]:
            count = int(np.prod(entry["shape"]))
            found[entry["name"]] = words[at : at + count].reshape(entry["shape"])
            at += count
    return found


def pictures(count):
    """The first held-out pictures, [count, 28, 28, 1] in [0, 1]."""
    about = json.loads((FOLDER / "heldout.json").read_text())
    levels = np.fromfile(FOLDER / about["file"], np.uint8).reshape(-1, *about["shape"])[:count]
    return (levels.astype(np.float32) / np.float32(about["scale"]["divideBy"])).astype(np.float32)


def flipped(value, bit):
    """TensorFI2's bitflip: the float32 word by struct, bit 0 the least significant."""
    (word,) = struct.unpack("<I", struct.pack("<f", value))
    (faulty,) = struct.unpack("<f", struct.pack("<I", word ^ (1 << bit)))
    return faulty


def verdicts(golden, faulty):
    """(SDC, DUE) counts over pictures: the answer changes; an output is not finite, which counts first."""
    finite = np.isfinite(faulty).all(axis=1)
    changed = golden.argmax(axis=1) != np.where(finite[:, None], faulty, golden).argmax(axis=1)
    return int((changed & finite).sum()), int((~finite).sum())
