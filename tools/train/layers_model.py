"""Writes PyTorch layers as a TensorFlow.js LayersModel: model.json and one weights.bin.

Layouts (Keras / TensorFlow.js on the left):
  conv kernel   HWIO [kh, kw, in, out]   from PyTorch OIHW [out, in, kh, kw]
  dense kernel  [in, out]                from PyTorch [out, in]
  flatten       order h, w, c            from PyTorch order c, h, w: the rows of the dense kernel behind it are
                                         permuted, so that both networks compute the same sums
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compact_json import write_json

if TYPE_CHECKING:
    from torch import nn


def hwio(conv: nn.Conv2d) -> np.ndarray:
    return conv.weight.detach().numpy().transpose(2, 3, 1, 0)


def dense_kernel(dense: nn.Linear, flattened_chw: tuple[int, int, int] | None = None) -> np.ndarray:
    """[in, out]; `flattened_chw` is the shape in front of the flatten, if one feeds this layer directly."""
    weight = dense.weight.detach().numpy()
    if flattened_chw is not None:
        weight = weight.reshape(-1, *flattened_chw).transpose(0, 2, 3, 1).reshape(len(weight), -1)
    return weight.T


def layer(class_name: str, name: str, inbound: str | None, **config: object) -> dict:
    """One entry of a Keras 2 functional topology with a single inbound layer (or none: the input)."""
    return joined(class_name, name, [] if inbound is None else [inbound], **config)


def joined(class_name: str, name: str, inbound: list[str], **config: object) -> dict:
    """The same with any number of inbound layers, in the order in which the layer takes them."""
    return {
        "class_name": class_name,
        "name": name,
        "config": {"name": name, "trainable": True, "dtype": "float32", **config},
        "inbound_nodes": [[[source, 0, 0, {}] for source in inbound]] if inbound else [],
    }


def chain(name: str, layers: list[dict]) -> dict:
    """Topology of a functional model whose layers follow one another."""
    first, last = layers[0]["name"], layers[-1]["name"]
    return {
        "class_name": "Functional",
        "config": {
            "name": name,
            "trainable": True,
            "layers": layers,
            "input_layers": [[first, 0, 0]],
            "output_layers": [[last, 0, 0]],
        },
    }


def write_layers_model(
    folder: Path,
    topology: dict,
    weights: dict[str, np.ndarray],
    generated_by: str,
    half: frozenset[str] = frozenset(),
) -> None:
    """Weights are named `layer/kernel`, `layer/bias` and stored in the order given, little-endian. Those named in
    `half` are stored as float16, which TensorFlow.js widens to float32 when it loads them."""
    shards, specs = [], []
    for name, value in weights.items():
        dtype, more = ("<f2", {"quantization": {"dtype": "float16"}}) if name in half else ("<f4", {})
        shards.append(np.ascontiguousarray(value, dtype=dtype).tobytes())
        specs.append({"name": name, "shape": list(value.shape), "dtype": "float32", **more})
    (folder / "weights.bin").write_bytes(b"".join(shards))
    model = {
        "format": "layers-model",
        "generatedBy": generated_by,
        "convertedBy": None,
        "modelTopology": {"keras_version": "2.15.0", "backend": "tensorflow", "model_config": topology},
        "weightsManifest": [{"paths": ["weights.bin"], "weights": specs}],
    }
    write_json(folder / "model.json", model)
    assert json.loads((folder / "model.json").read_text()) == model
