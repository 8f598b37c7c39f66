"""Measures a trained picture network on its test pictures and writes public/models/<name> with its evidence.

    python tools/train/bundle_pictures.py resnet20 --data path/to/data --checkpoints path/to/folder \\
        --out public/models/resnet20

What is written is what `tools/train/train_pictures.py` left in the checkpoint folder; nothing is trained here. Without
`--checkpoints` the network that lies in `--out` is measured again.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

import evidence
import picture_card
import written_graph
from layer_graph import LayerGraph
from picture_nets import NETS, PictureNet
from picture_sets import SETS
from training import logits_of

REFERENCE_TOLERANCE = 1e-3
FIRST_REFERENCE_ITEMS = 20


def softmax(logits: np.ndarray) -> np.ndarray:
    return torch.softmax(torch.from_numpy(logits), 1).numpy()


def write_evidence(folder: Path, chosen: PictureNet, images: np.ndarray, labels: np.ndarray, logits: np.ndarray) -> None:
    """Gallery, held-out pictures if they may be passed on, PyTorch's answers to all test pictures, references."""
    source = SETS[chosen.data]
    predicted = logits.argmax(1)
    probabilities = softmax(logits)
    evidence.write_answers(folder, f"{source.name} test pictures", source.test_source, labels, predicted)
    if source.held_out_count:
        some = slice(source.held_out_count)
        evidence.write_images(
            folder, "heldout", f"{chosen.data}-test", images[some], labels[some], predicted=predicted[some]
        )
    items = gallery_items(folder, chosen, labels, probabilities)
    evidence.write_images(folder, "gallery", chosen.data, images[items], labels[items], testIndex=items)
    wrong = np.flatnonzero(predicted[items] != labels[items])
    print(f"gallery: {len(items)} pictures, of which the model gets these items wrong: {wrong.tolist()}")
    referenced = np.union1d(np.arange(FIRST_REFERENCE_ITEMS), wrong)
    shown = items[referenced]
    made_by = f"PyTorch {torch.__version__}, CPU, float32"
    evidence.write_reference(folder, referenced, logits[shown], probabilities[shown], made_by, REFERENCE_TOLERANCE)


def gallery_items(folder: Path, chosen: PictureNet, labels: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Its own choice, or that of the network beside it whose pictures it shares."""
    if chosen.gallery_of is None:
        per_class = SETS[chosen.data].gallery_per_class
        return evidence.surest_first(labels, probabilities, per_class, chosen.recipe.seed)
    shared = json.loads((folder.parent / chosen.gallery_of / "gallery.json").read_text(encoding="utf-8"))
    return np.array(shared["testIndex"])


def load_checkpoint(net: LayerGraph, checkpoint: Path, epochs: int) -> None:
    saved = torch.load(checkpoint)
    if saved["epoch"] != epochs:
        raise ValueError(f"training stands at epoch {saved['epoch']}, wanted {epochs}")
    net.load_state_dict(saved["net"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Bundle a trained picture network.")
    parser.add_argument("name", choices=sorted(NETS))
    parser.add_argument("--data", type=Path, required=True, help="folder with the network's data set")
    parser.add_argument("--checkpoints", type=Path, help="folder that train_pictures.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder to write, e.g. public/models/resnet20")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    chosen = NETS[options.name]
    net = chosen.build()
    if options.checkpoints is None:
        written_graph.read(options.out, net)
    else:
        load_checkpoint(net, options.checkpoints / f"{options.name}.pt", chosen.recipe.epochs)
    images, labels = SETS[chosen.data].read_test(options.data)
    logits = logits_of(net, images)
    correct = int((logits.argmax(1) == labels).sum())
    print(f"test pictures: {correct} of {len(labels)} correct")
    tensors = written_graph.write(
        options.out, net, f"tools/train/bundle_pictures.py, PyTorch {torch.__version__}"
    )
    write_evidence(options.out, chosen, images, labels, logits)
    picture_card.write(
        options.out,
        options.name,
        {
            "inputName": "input",
            "inputShape": list(images.shape[1:]),
            "inputRange": [0, 1],
            "normalisation": "levels 0..255 divided by 255",
            "classes": len(SETS[chosen.data].classes),
            "labels": SETS[chosen.data].classes,
            "parameters": sum(value.size for value in tensors.values()),
            "trainableParameters": sum(p.numel() for p in net.parameters()),
            "accuracy": {"on": f"the standard {SETS[chosen.data].name} test set",
                         "heldOut": {"correct": correct, "total": len(labels)}},
            "train": {
                "script": "tools/train/train_pictures.py",
                "log": f"tools/train/{options.name}.training.txt",
                "seed": chosen.recipe.seed,
                "framework": f"PyTorch {torch.__version__}",
                "epochs": chosen.recipe.epochs,
            },
        },
        held_out=SETS[chosen.data].held_out_count > 0,
    )
    picture_card.write_data_licence(options.out, options.name)


if __name__ == "__main__":
    main()
