"""Writes a model's card twice: card.json for the page, card.md for people. What was measured comes from the caller,
what people wrote about the model from cards/<id>.json: texts, ready faults, data and licences."""

import json
import textwrap
from pathlib import Path

from compact_json import write_json

CARDS = Path(__file__).with_name("cards")
WIDTH = 118


def written_by_people(model: str) -> dict:
    return json.loads((CARDS / f"{model}.json").read_text(encoding="utf-8"))


def write(folder: Path, model: str, measured: dict, held_out: bool) -> None:
    """`measured`: inputShape, labels, parameters, accuracy, train and what else the card says of the network."""
    texts = written_by_people(model)
    card = {
        "id": model,
        "name": texts["name"],
        "task": texts["task"],
        **measured,
        "summary": texts["summary"],
        "structure": texts["structure"],
        "teaches": texts["teaches"],
        "readyFaults": [{**ready, "storage": measured.get("storage", [])} for ready in texts["readyFaults"]],
        "limits": texts["limits"],
        "data": {**texts["data"], "notice": "data-licence.txt"},
        "licence": texts["licence"],
        "gallery": "gallery.json",
        **({"heldOut": "heldout.json"} if held_out else {}),
        "references": "reference.json",
    }
    write_json(folder / "card.json", card)
    (folder / "card.md").write_text(for_people(card, texts), encoding="utf-8")


def for_people(card: dict, texts: dict) -> str:
    height, width, channels = card["inputShape"]
    structure = "\n".join(f"{number}. {line}" for number, line in enumerate(card["structure"], 1))
    paragraphs = "\n\n".join(textwrap.fill(paragraph, WIDTH) for paragraph in texts["paragraphs"])
    return f"""# {card["name"]}

{textwrap.fill(f"{card['task']}. {card['teaches']}", WIDTH)}

| | |
|---|---|
| input | {height}x{width}x{channels}, {card["normalisation"]} |
| classes | {card["classes"]} |
| parameters | {card["parameters"]:,}{trainable(card)} |
| accuracy | {accuracy(card)} |
| made by | {origin(card)} |
| licence of the weights | {card["licence"]} |

## Structure

{structure}

{paragraphs}

## Data

{textwrap.fill(f"{card['data']['attribution']} Source: {card['data']['source']}. Licence: {card['data']['licence']}.", WIDTH)}

{textwrap.fill(card["limits"], WIDTH)}
"""


def trainable(card: dict) -> str:
    count = card.get("trainableParameters", card["parameters"])
    return "" if count == card["parameters"] else f", of which {count:,} are trained and the rest are moving statistics"


def accuracy(card: dict) -> str:
    held_out = card["accuracy"].get("heldOut")
    if held_out is None:
        return card["accuracy"]["on"]
    share = 100 * held_out["correct"] / held_out["total"]
    return f"{held_out['correct']:,} of {held_out['total']:,} ({share:.2f} %), {card['accuracy']['on']}"


def origin(card: dict) -> str:
    train = card["train"]
    if "epochs" not in train:
        return f"`{train['script']}`, {train['framework']}"
    return f"`{train['script']}`, seed {train['seed']}, {train['epochs']} epochs, {train['framework']}"


def write_data_licence(folder: Path, model: str) -> None:
    data = written_by_people(model)["data"]
    notice = (CARDS / data["notice"]).read_text(encoding="utf-8")
    (folder / "data-licence.txt").write_text(notice, encoding="utf-8")
