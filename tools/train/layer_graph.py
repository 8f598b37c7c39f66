"""A network described once: it runs in PyTorch, and it is written as a TensorFlow.js LayersModel.

Every node is a stock Keras layer with its Keras name, padding and configuration; the PyTorch side computes exactly
that layer, in channels-first order. Padding 'same' is TensorFlow's: the odd row or column goes to the bottom right.
The last layer's softmax is part of the written model only: `forward` gives logits.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import nn

import layers_model
from keras_padding import margins, pad_same

Shape = tuple[int, int, int]
POOL = {"data_format": "channels_last"}


class LayerGraph(nn.Module):
    """Nodes in the order they were added; each method takes names of earlier nodes and returns its own name.
    `shapes` holds the output of each as (h, w, c), or (1, 1, n) behind a flatten."""

    def __init__(self, name: str, height: int, width: int, channels: int, input_name: str = "input") -> None:
        super().__init__()
        self.name = name
        self.blocks = nn.ModuleDict()
        self.shapes: dict[str, Shape] = {input_name: (height, width, channels)}
        self.flattened: dict[str, Shape] = {}
        self.steps: list[tuple[str, list[str], Callable[..., torch.Tensor]]] = []
        shape = [None, height, width, channels]
        self.layers = [layers_model.layer("InputLayer", input_name, None, batch_input_shape=shape, sparse=False)]

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Images [n, c, h, w] -> logits [n, classes]."""
        values = {self.layers[0]["name"]: images}
        last_use = {source: at for at, (_, sources, _) in enumerate(self.steps) for source in sources}
        result = images
        for at, (name, sources, compute) in enumerate(self.steps):
            result = values[name] = compute(*(values[source] for source in sources))
            for source in sources:
                if last_use[source] == at:
                    values.pop(source, None)
        return result

    def add_node(
        self, class_name: str, name: str, sources: list[str], shape: Shape, compute: Callable[..., torch.Tensor],
        **config: object,
    ) -> str:
        if name in self.shapes:
            raise ValueError(f"{self.name}: two layers are named {name}")
        self.shapes[name] = shape
        self.steps.append((name, sources, compute))
        self.layers.append(layers_model.joined(class_name, name, sources, **config))
        return name

    def conv2d(
        self, name: str, source: str, filters: int, size: int, stride: int = 1, padding: str = "same",
        activation: str = "linear", bias: bool = True,
    ) -> str:
        height, width, channels = self.shapes[source]
        conv = self.blocks[name] = nn.Conv2d(channels, filters, size, stride, bias=bias)
        act = ACTIVATIONS[activation]
        window = (size, stride, padding)
        return self.add_node(
            "Conv2D", name, [source], (*output_size(height, width, window), filters),
            lambda x: act(convolved(conv, x, padding)),
            filters=filters, kernel_size=[size, size], strides=[stride, stride], padding=padding,
            activation=activation, use_bias=bias, data_format="channels_last",
        )

    def depthwise_conv2d(self, name: str, source: str, size: int, stride: int = 1) -> str:
        height, width, channels = self.shapes[source]
        conv = self.blocks[name] = nn.Conv2d(channels, channels, size, stride, groups=channels, bias=False)
        return self.add_node(
            "DepthwiseConv2D", name, [source], (*output_size(height, width, (size, stride, "same")), channels),
            lambda x: convolved(conv, x, "same"),
            kernel_size=[size, size], strides=[stride, stride], padding="same", depth_multiplier=1,
            activation="linear", use_bias=False, data_format="channels_last",
        )

    def batch_norm(self, name: str, source: str, epsilon: float = 1e-3) -> str:
        norm = self.blocks[name] = nn.BatchNorm2d(self.shapes[source][2], eps=epsilon)
        return self.add_node(
            "BatchNormalization", name, [source], self.shapes[source], norm,
            axis=3, momentum=0.9, epsilon=epsilon, center=True, scale=True,
        )

    def relu(self, name: str, source: str, largest: float | None = None) -> str:
        config = {} if largest is None else {"max_value": largest}
        compute = F.relu if largest is None else lambda x: x.clamp(0, largest)
        return self.add_node("ReLU", name, [source], self.shapes[source], compute, **config)

    def max_pool(self, name: str, source: str, size: int, stride: int, padding: str = "valid") -> str:
        height, width, channels = self.shapes[source]
        return self.add_node(
            "MaxPooling2D", name, [source], (*output_size(height, width, (size, stride, padding)), channels),
            lambda x: F.max_pool2d(
                pad_same(x, size, stride, -torch.inf) if padding == "same" else x, size, stride
            ),
            pool_size=[size, size], strides=[stride, stride], padding=padding, **POOL,
        )

    def pad_channels(self, name: str, source: str, before: int, after: int) -> str:
        """Zeros before and after the channels. Keras pads the two dimensions behind the "channels" only, so the
        layer is told that its channels come first; then those two are the width (by 0) and the true channels."""
        height, width, channels = self.shapes[source]
        return self.add_node(
            "ZeroPadding2D", name, [source], (height, width, channels + before + after),
            lambda x: F.pad(x, (0, 0, 0, 0, before, after)),
            padding=[[0, 0], [before, after]], data_format="channels_first",
        )

    def add(self, name: str, *sources: str) -> str:
        return self.add_node("Add", name, list(sources), self.shapes[sources[0]], lambda a, b: a + b)

    def concatenate(self, name: str, *sources: str) -> str:
        height, width, _ = self.shapes[sources[0]]
        channels = sum(self.shapes[source][2] for source in sources)
        return self.add_node(
            "Concatenate", name, list(sources), (height, width, channels), lambda *x: torch.cat(x, 1), axis=-1
        )

    def global_average_pool(self, name: str, source: str) -> str:
        shape = (1, 1, self.shapes[source][2])
        return self.add_node("GlobalAveragePooling2D", name, [source], shape, lambda x: x.mean((2, 3)), **POOL)

    def softmax(self, name: str, source: str) -> str:
        return self.add_node(
            "Activation", name, [source], self.shapes[source], lambda x: x, activation="softmax"
        )

    def flatten(self, name: str, source: str) -> str:
        height, width, channels = self.flattened[name] = self.shapes[source]
        shape = (1, 1, height * width * channels)
        return self.add_node("Flatten", name, [source], shape, lambda x: x.flatten(1), data_format="channels_last")

    def dense(self, name: str, source: str, units: int, activation: str = "linear") -> str:
        dense = self.blocks[name] = nn.Linear(self.shapes[source][2], units)
        act = ACTIVATIONS[activation]
        return self.add_node(
            "Dense", name, [source], (1, 1, units), lambda x: act(dense(x)),
            units=units, activation=activation, use_bias=True,
        )

    def drop(self, rate: float, name: str) -> str:
        """While training, zeroes a share of this node's values; the written model has no trace of it."""
        self.steps.append((name, [name], lambda x: F.dropout(x, rate, self.training)))
        return name


ACTIVATIONS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "linear": lambda x: x,
    "softmax": lambda x: x,
    "relu": F.relu,
    "tanh": torch.tanh,
}


def convolved(conv: nn.Conv2d, images: torch.Tensor, padding: str) -> torch.Tensor:
    """With equal margins the convolution pads by itself, which saves a copy."""
    size, stride = conv.kernel_size[0], conv.stride[0]
    before, after = margins(images.shape[2], size, stride)
    if padding == "valid" or (before, after) == (0, 0):
        return conv(images)
    if before == after and images.shape[2] == images.shape[3]:
        return F.conv2d(images, conv.weight, conv.bias, stride, before, groups=conv.groups)
    return conv(pad_same(images, size, stride))


def output_size(height: int, width: int, window: tuple[int, int, str]) -> tuple[int, int]:
    size, stride, padding = window
    lost = 0 if padding == "same" else size - 1
    return -(-(height - lost) // stride), -(-(width - lost) // stride)
