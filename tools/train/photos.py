"""The photographs of the ImageNet-class model: free ones that Python packages carry, cut to squares of 224 pixels.

Guarantees: every file is the one named (SHA-256). The cut is the usual one of ImageNet evaluation, the middle 224/256
of the shorter side, bicubic.
"""

import bz2
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

SIZE_PX = 224
KEPT = 224 / 256


@dataclass(frozen=True)
class Photo:
    """`label` is the class a person would choose; where there is none for the thing, the nearest."""

    name: str
    package: str
    file: str
    sha256: str
    label: str
    credit: str


SKIMAGE = "scikit-image 0.25.2"
SCIPY = "scipy 1.9.3"
PHOTOS = (
    Photo("cat", SKIMAGE, "skimage/data/chelsea.png", "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb", "tabby", "Chelsea the cat, Stefan van der Walt, CC0"),
    Photo("coffee", SKIMAGE, "skimage/data/coffee.png", "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7", "espresso", "Coffee cup, Rachel Michetti, CC0"),
    Photo(
        "rocket", SKIMAGE, "skimage/data/rocket.jpg", "c2dd0de7c538df8d111e479619b129464d0269d0ae5fd18ca91d33a7fdfea95c", "missile",
        "Falcon 9 with DSCOVR, SpaceX, released into the public domain",
    ),
    Photo("camera", SKIMAGE, "skimage/data/camera.png", "b0793d2adda0fa6ae899c03989482bff9a42d3d5690fc7e3648f2795d730c23a", "tripod", "Cameraman, Lav Varshney, CC0"),
    Photo(
        "astronaut", SKIMAGE, "skimage/data/astronaut.png", "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
        "crash helmet", "Eileen Collins, NASA, released into the public domain",
    ),
    Photo(
        "raccoon", SCIPY, "scipy/misc/face.dat", "9d8b0b4d081313e2b485748c770472e5a95ed1738146883d84c7030493e82886", "lesser panda",
        "raccoon-procyon-lotor.jpg of public-domain-image.com, public domain",
    ),
)


def read(photo: Photo, packages: Path) -> np.ndarray:
    """uint8 [224, 224, 3]; `packages`: folder into which the wheels were unpacked."""
    path = packages / photo.file
    raw = path.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != photo.sha256:
        raise ValueError(f"{path}: SHA-256 is {found}, wanted {photo.sha256}; use {photo.package}")
    if path.suffix == ".dat":
        picture = Image.fromarray(np.frombuffer(bz2.decompress(raw), np.uint8).reshape(768, 1024, 3))
    else:
        picture = Image.open(path).convert("RGB")
    return np.asarray(picture.crop(middle(*picture.size)).resize((SIZE_PX, SIZE_PX), Image.Resampling.BICUBIC))


def middle(width: int, height: int) -> tuple[int, int, int, int]:
    side = int(min(width, height) * KEPT)
    left, top = (width - side) // 2, (height - side) // 2
    return left, top, left + side, top + side
