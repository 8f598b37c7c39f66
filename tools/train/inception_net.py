"""A small net of inception blocks for 28x28 grey pictures: Szegedy et al., "Going deeper with convolutions" (2014),
figure 2(b). The second block has the widths of GoogLeNet's first (64; 96 to 128; 16 to 32; 32), which is also the
block that InjectTFParallel's study injects into; the first block has a quarter of them.

A block looks at its input four ways side by side: by 1x1, by 3x3 and by 5x5 behind 1x1 reductions, and by 1x1 behind
a 3x3 max pooling; it joins the four. No batch normalisation, as in the paper; kernels start as He et al. (2015)
propose.
"""

from dataclasses import dataclass

from torch import nn

from layer_graph import LayerGraph

STEM_CHANNELS = 32


@dataclass(frozen=True)
class Widths:
    """Channels of each branch; `reduce` stands in front of the larger window."""

    one: int
    reduce3: int
    three: int
    reduce5: int
    five: int
    pooled: int


BLOCKS = (Widths(16, 24, 32, 4, 8, 8), Widths(64, 96, 128, 16, 32, 32))


def inception_net() -> LayerGraph:
    net = LayerGraph("inception-fashion", 28, 28, 1)
    x = net.conv2d("stem", "input", STEM_CHANNELS, 3, activation="relu")
    for number, widths in enumerate(BLOCKS, 1):
        x = net.max_pool(f"pool{number}", x, 2, 2)
        x = inception_block(net, f"block{number}", x, widths)
    net.dense("dense", net.global_average_pool("average", x), 10, "softmax")
    for block in net.blocks.values():
        if isinstance(block, nn.Conv2d):
            nn.init.kaiming_normal_(block.weight, nonlinearity="relu")
            nn.init.zeros_(block.bias)
    return net


def inception_block(net: LayerGraph, name: str, source: str, widths: Widths) -> str:
    one = net.conv2d(f"{name}_1x1", source, widths.one, 1, activation="relu")
    three = net.conv2d(f"{name}_3x3_reduce", source, widths.reduce3, 1, activation="relu")
    three = net.conv2d(f"{name}_3x3", three, widths.three, 3, activation="relu")
    five = net.conv2d(f"{name}_5x5_reduce", source, widths.reduce5, 1, activation="relu")
    five = net.conv2d(f"{name}_5x5", five, widths.five, 5, activation="relu")
    pooled = net.max_pool(f"{name}_pool", source, 3, 1, "same")
    pooled = net.conv2d(f"{name}_pool_project", pooled, widths.pooled, 1, activation="relu")
    return net.concatenate(f"{name}_concat", one, three, five, pooled)
