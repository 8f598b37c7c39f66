"""A net of fire modules for 32x32 pictures, in the shape of SqueezeNet with simple bypass: Iandola, Han, Moskewicz,
Ashraf, Dally, Keutzer, "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters" (2016), sections 3 and 6.

A module squeezes its input to a few channels by 1x1, expands them by 1x1 and by 3x3 side by side, and joins both.
Every second module's input is added to its output. Like SqueezeNet it ends with a 1x1 convolution to one map per
class, whose means are the scores. Unlike SqueezeNet the joined channels are batch-normalised, which trains faster.
"""

from layer_graph import LayerGraph

STEM_CHANNELS = 32
SQUEEZED = (16, 32)
EXPANDED = (64, 128)
DROPPED = 0.1


def fire_net() -> LayerGraph:
    net = LayerGraph("fire-cifar10", 32, 32, 3)
    x = net.conv2d("stem", "input", STEM_CHANNELS, 3, bias=False)
    x = net.relu("stem_relu", net.batch_norm("stem_bn", x))
    module = 2
    for squeezed, expanded in zip(SQUEEZED, EXPANDED, strict=True):
        x = net.max_pool(f"pool{module - 1}", x, 3, 2, "same")
        x = fire_module(net, f"fire{module}", x, squeezed, expanded)
        x = net.add(f"bypass{module + 1}", x, fire_module(net, f"fire{module + 1}", x, squeezed, expanded))
        module += 2
    net.drop(DROPPED, x)
    x = net.conv2d("classes", x, 10, 1)
    net.softmax("softmax", net.global_average_pool("average", x))
    return net


def fire_module(net: LayerGraph, name: str, source: str, squeezed: int, expanded: int) -> str:
    x = net.conv2d(f"{name}_squeeze", source, squeezed, 1, activation="relu")
    small = net.conv2d(f"{name}_expand1x1", x, expanded, 1, bias=False)
    large = net.conv2d(f"{name}_expand3x3", x, expanded, 3, bias=False)
    x = net.concatenate(f"{name}_concat", small, large)
    return net.relu(f"{name}_relu", net.batch_norm(f"{name}_bn", x))
