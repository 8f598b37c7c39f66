"""What goes beside a model so that anybody can check it: held-out images, a gallery, golden reference outputs.

Images are raw uint8, one after another, row by row; a network reads pixel / 255.
"""

import hashlib
from pathlib import Path

import numpy as np

from compact_json import write_json

CLEAR_PROBABILITY = 0.999
ABSOLUTE_TOLERANCE = 1e-4


def write_images(
    folder: Path, stem: str, name: str, images: np.ndarray, labels: np.ndarray, **more: object
) -> None:
    """`stem`.bin with the pixels of images [n, 28, 28] and `stem`.json that says what they are."""
    raw = images.tobytes()
    (folder / f"{stem}.bin").write_bytes(raw)
    description = {
        "name": name,
        "count": len(images),
        "shape": [*images.shape[1:], 1],
        "dtype": "uint8",
        "scale": {"divideBy": 255},
        "file": f"{stem}.bin",
        "sha256": hashlib.sha256(raw).hexdigest(),
        "labels": labels.tolist(),
        **{key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in more.items()},
    }
    write_json(folder / f"{stem}.json", description)


def clearest(images: np.ndarray, labels: np.ndarray, probabilities: np.ndarray, label: int) -> int:
    """Index of the digit that is recognised with high confidence and lies nearest the mean image of its class."""
    of_class = np.flatnonzero(labels == label)
    mean = images[of_class].mean(axis=0)
    sure = of_class[probabilities[of_class, label] >= CLEAR_PROBABILITY]
    return int(sure[np.argmin(((images[sure] - mean) ** 2).sum(axis=(1, 2)))])


def gallery_indices(
    images: np.ndarray, labels: np.ndarray, probabilities: np.ndarray, per_class: int, seed: int
) -> np.ndarray:
    """Held-out indices: first a clear digit of each class in order, then `per_class - 1` more of each, drawn at
    random whether the model gets them right or not, in random order."""
    random = np.random.default_rng(seed)
    clear = [clearest(images, labels, probabilities, label) for label in range(10)]
    drawn = [
        random.choice(np.setdiff1d(np.flatnonzero(labels == label), clear), per_class - 1, replace=False)
        for label in range(10)
    ]
    return np.concatenate([clear, random.permutation(np.concatenate(drawn))])


def printed(values: np.ndarray) -> list[float]:
    """Nine significant digits name every float32 uniquely."""
    return [float(f"{value:.9g}") for value in values]


def write_reference(
    folder: Path, items: np.ndarray, logits: np.ndarray, probabilities: np.ndarray, made_by: str
) -> None:
    """Golden outputs [n, 10] for the gallery items named; both are float32 as computed."""
    write_json(
        folder / "reference.json",
        {
            "madeBy": made_by,
            "gallery": "gallery.json",
            "tolerance": {"absolute": ABSOLUTE_TOLERANCE},
            "pairs": [
                {"item": int(item), "logits": printed(logits[k]), "probabilities": printed(probabilities[k])}
                for k, item in enumerate(items)
            ],
        },
    )
