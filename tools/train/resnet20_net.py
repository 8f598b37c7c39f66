"""ResNet-20 for 32x32 pictures, as in He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition" (2015),
section 4.2: a 3x3 convolution, three stages of three blocks with 16, 32 and 64 channels, average, ten classes.

Shortcuts are the paper's option A: no parameters. Where the size halves, every second pixel is kept (a max pooling
of one pixel with stride 2) and channels of zeros are added, half of them before and half behind.
"""

from layer_graph import LayerGraph

STAGES = (16, 32, 64)
BLOCKS_PER_STAGE = 3


def resnet20() -> LayerGraph:
    net = LayerGraph("resnet20", 32, 32, 3)
    x = net.conv2d("stem_conv", "input", STAGES[0], 3, bias=False)
    x = net.relu("stem_relu", net.batch_norm("stem_bn", x))
    for stage, channels in enumerate(STAGES, 1):
        for block in range(1, BLOCKS_PER_STAGE + 1):
            stride = 2 if stage > 1 and block == 1 else 1
            x = residual_block(net, f"stage{stage}_block{block}", x, channels, stride)
    net.dense("dense", net.global_average_pool("average", x), 10, "softmax")
    return net


def residual_block(net: LayerGraph, name: str, source: str, channels: int, stride: int) -> str:
    x = net.conv2d(f"{name}_conv1", source, channels, 3, stride, bias=False)
    x = net.relu(f"{name}_relu1", net.batch_norm(f"{name}_bn1", x))
    x = net.conv2d(f"{name}_conv2", x, channels, 3, bias=False)
    x = net.batch_norm(f"{name}_bn2", x)
    shortcut = source
    if stride > 1:
        added = channels - net.shapes[source][2]
        shortcut = net.max_pool(f"{name}_every_second", shortcut, 1, stride)
        shortcut = net.pad_channels(f"{name}_pad", shortcut, added // 2, added // 2)
    return net.relu(f"{name}_relu2", net.add(f"{name}_add", x, shortcut))
