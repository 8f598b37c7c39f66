"""A LayerGraph as TensorFlow.js files: its layers as they were described, its tensors under their Keras names."""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

import layers_model
from layer_graph import LayerGraph


def tensors_of(net: LayerGraph) -> dict[str, np.ndarray]:
    """Every parameter in Keras's name, layout and order."""
    tensors: dict[str, np.ndarray] = {}
    for entry in net.layers:
        name = entry["name"]
        block = net.blocks[name] if name in net.blocks else None
        if isinstance(block, nn.Conv2d):
            tensors |= conv_tensors(name, block)
        elif isinstance(block, nn.Linear):
            flattened = net.flattened.get(entry["inbound_nodes"][0][0][0])
            chw = None if flattened is None else (flattened[2], flattened[0], flattened[1])
            tensors[f"{name}/kernel"] = layers_model.dense_kernel(block, chw)
            tensors[f"{name}/bias"] = array(block.bias)
        elif isinstance(block, nn.BatchNorm2d):
            values = (block.weight, block.bias, block.running_mean, block.running_var)
            for tensor, value in zip(("gamma", "beta", "moving_mean", "moving_variance"), values, strict=True):
                tensors[f"{name}/{tensor}"] = array(value)
    return tensors


def conv_tensors(name: str, conv: nn.Conv2d) -> dict[str, np.ndarray]:
    if conv.groups > 1:
        # [channels, 1, kh, kw] -> [kh, kw, channels, 1]
        tensors = {f"{name}/depthwise_kernel": array(conv.weight).transpose(2, 3, 0, 1)}
    else:
        tensors = {f"{name}/kernel": layers_model.hwio(conv)}
    return tensors if conv.bias is None else {**tensors, f"{name}/bias": array(conv.bias)}


def array(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().numpy()


def round_kernels_to_half(net: LayerGraph) -> None:
    """What storing kernels as float16 does to them, done to the network in place."""
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.ndim > 1:
                parameter.copy_(parameter.half().float())


def write(folder: Path, net: LayerGraph, generated_by: str, half_kernels: bool = False) -> dict[str, np.ndarray]:
    """Writes model.json and weights.bin; returns the tensors."""
    tensors = tensors_of(net)
    half = frozenset(name for name in tensors if half_kernels and name.endswith("kernel"))
    layers_model.write_layers_model(folder, layers_model.chain(net.name, net.layers), tensors, generated_by, half)
    return tensors


def read(folder: Path, net: LayerGraph) -> None:
    """Puts float32 weights that `write` wrote into the network again."""
    (group,) = json.loads((folder / "model.json").read_text(encoding="utf-8"))["weightsManifest"]
    stored = np.fromfile(folder / "weights.bin", dtype="<f4")
    tensors = tensors_of(net)
    assert [spec["name"] for spec in group["weights"]] == list(tensors)
    at = 0
    for name, tensor in tensors.items():
        assert not tensor.flags.owndata, f"{name} is a copy of the network's tensor"
        np.copyto(tensor, stored[at : at + tensor.size].reshape(tensor.shape))
        at += tensor.size
    assert at == stored.size
