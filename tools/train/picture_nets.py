"""The picture networks of this project: how each is built, what it learns from, and by which recipe."""

from collections.abc import Callable
from dataclasses import dataclass

from fire_net import fire_net
from inception_net import inception_net
from layer_graph import LayerGraph
from resnet20_net import resnet20
from training import Recipe


@dataclass(frozen=True)
class PictureNet:
    """`gallery_of`: the bundled network whose gallery this one shows too."""

    build: Callable[[], LayerGraph]
    data: str
    recipe: Recipe
    gallery_of: str | None = None


NETS = {
    "resnet20": PictureNet(
        resnet20,
        "cifar10",
        Recipe(
            seed=2015, epochs=10, batch_size=128, peak_learning_rate=0.2, weight_decay=5e-4, label_smoothing=0.05,
            shift_px=4, flip=True,
        ),
    ),
    "fire-cifar10": PictureNet(
        fire_net,
        "cifar10",
        Recipe(
            seed=2016, epochs=8, batch_size=128, peak_learning_rate=0.1, weight_decay=2e-4, label_smoothing=0.0,
            shift_px=3, flip=True,
        ),
        gallery_of="resnet20",
    ),
    "inception-fashion": PictureNet(
        inception_net,
        "fashion-mnist",
        Recipe(
            seed=2014, epochs=12, batch_size=128, peak_learning_rate=0.08, weight_decay=2e-4, label_smoothing=0.0,
            shift_px=1, flip=True,
        ),
    ),
}
