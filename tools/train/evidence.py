"""What goes beside a model so that anybody can check it: held-out images, a gallery, golden reference outputs.

Images are raw uint8, one after another, row by row; a network reads (pixel - subtract) / divide_by.
"""

import hashlib
from pathlib import Path

import numpy as np

from compact_json import write_json

CLEAR_PROBABILITY = 0.999
ABSOLUTE_TOLERANCE = 1e-4


def write_images(
    folder: Path, stem: str, name: str, images: np.ndarray, labels: np.ndarray, subtract: int = 0,
    divide_by: int = 255, **more: object,
) -> None:
    """`stem`.bin with the pixels of images [n, h, w] or [n, h, w, c] and `stem`.json that says what they are."""
    raw = images.tobytes()
    (folder / f"{stem}.bin").write_bytes(raw)
    description = {
        "name": name,
        "count": len(images),
        "shape": [*images.shape[1:4], *([1] if images.ndim == 3 else [])],
        "dtype": "uint8",
        "scale": {**({"subtract": subtract} if subtract else {}), "divideBy": divide_by},
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


def surest_first(labels: np.ndarray, probabilities: np.ndarray, per_class: int, seed: int) -> np.ndarray:
    """Indices: first, class after class, the picture recognised with the highest probability; then `per_class - 1`
    more of each, drawn at random whether the model gets them right or not, in random order."""
    random = np.random.default_rng(seed)
    classes = np.unique(labels)
    surest, drawn = [], []
    for label in classes:
        of_class = np.flatnonzero(labels == label)
        surest.append(of_class[np.argmax(probabilities[of_class, label])])
        drawn.append(random.choice(np.setdiff1d(of_class, surest), per_class - 1, replace=False))
    return np.concatenate([surest, random.permutation(np.concatenate(drawn))])


def write_answers(folder: Path, set_name: str, source: str, labels: np.ndarray, predicted: np.ndarray) -> None:
    """testset.json: the class PyTorch gave to every picture of a test set that is not bundled, one digit each."""
    write_json(
        folder / "testset.json",
        {
            "name": set_name,
            "source": source,
            "count": len(labels),
            "correct": int((predicted == labels).sum()),
            "predicted": "".join(str(label) for label in predicted),
        },
    )


def printed(values: np.ndarray) -> list[float]:
    """Nine significant digits name every float32 uniquely."""
    return [float(f"{value:.9g}") for value in values]


def write_reference(
    folder: Path, items: np.ndarray, logits: np.ndarray, probabilities: np.ndarray, made_by: str,
    tolerance: float = ABSOLUTE_TOLERANCE,
) -> None:
    """Golden outputs [n, classes] for the gallery items named; both are float32 as computed."""
    write_json(
        folder / "reference.json",
        {
            "madeBy": made_by,
            "gallery": "gallery.json",
            "tolerance": {"absolute": tolerance},
            "pairs": [
                {"item": int(item), "logits": printed(logits[k]), "probabilities": printed(probabilities[k])}
                for k, item in enumerate(items)
            ],
        },
    )
