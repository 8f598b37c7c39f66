"""Trains a LayerGraph on pictures; a run that was cut off goes on from its last whole epoch.

Everything random comes from the recipe's seed, drawn from one generator that is part of the checkpoint. The weights
of the last epoch are kept; the held-out pictures are looked at once, after training.
"""

import platform
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from augment import crop_and_flip
from layer_graph import LayerGraph


@dataclass(frozen=True)
class Recipe:
    """How one network is trained: SGD with Nesterov momentum, one-cycle learning rate. Weight decay acts on kernels
    only."""

    seed: int
    epochs: int
    batch_size: int
    peak_learning_rate: float
    weight_decay: float
    label_smoothing: float
    shift_px: int
    flip: bool
    warm_up_share: float = 0.2


def optimizer_of(net: LayerGraph, recipe: Recipe) -> torch.optim.Optimizer:
    kernels = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim <= 1]
    groups = [{"params": kernels, "weight_decay": recipe.weight_decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=recipe.peak_learning_rate, momentum=0.9, nesterov=True)


def as_input(images: np.ndarray) -> torch.Tensor:
    """uint8 [n, h, w, c] -> float32 [n, c, h, w] in 0..1, stored channels last."""
    scaled = torch.from_numpy(images.astype(np.float32) / np.float32(255))
    return scaled.permute(0, 3, 1, 2)


def train(net: LayerGraph, images: np.ndarray, labels: np.ndarray, recipe: Recipe, checkpoint: Path) -> list[str]:
    """Trains in place; returns the log. Images uint8 [n, h, w, c], labels [n]."""
    generator = torch.Generator().manual_seed(recipe.seed)
    net.to(memory_format=torch.channels_last)
    optimizer = optimizer_of(net, recipe)
    steps_per_epoch = len(images) // recipe.batch_size
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.peak_learning_rate, recipe.epochs * steps_per_epoch, pct_start=recipe.warm_up_share
    )
    log = [
        f"{net.name}, {sum(p.numel() for p in net.parameters())} trainable parameters, {len(images)} pictures",
        f"Python {platform.python_version()}, PyTorch {torch.__version__}, NumPy {np.__version__}, "
        f"{torch.get_num_threads()} threads",
        str(recipe),
        "epoch  loss    correct (both on augmented training pictures, while training)  seconds",
    ]
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        generator.set_state(saved["generator"])
        log, done = saved["log"], saved["epoch"]
    print("\n".join(log), flush=True)
    targets = torch.from_numpy(labels.astype(np.int64))
    for epoch in range(done + 1, recipe.epochs + 1):
        started = time.monotonic()
        net.train()
        loss_sum, correct = 0.0, 0
        order = torch.randperm(len(images), generator=generator)[: steps_per_epoch * recipe.batch_size]
        for batch in order.split(recipe.batch_size):
            inputs = crop_and_flip(as_input(images[batch.numpy()]), generator, recipe.shift_px, recipe.flip)
            logits = net(inputs.contiguous(memory_format=torch.channels_last))
            loss = F.cross_entropy(logits, targets[batch], label_smoothing=recipe.label_smoothing)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            loss_sum += loss.item() * len(batch)
            correct += int((logits.argmax(1) == targets[batch]).sum())
        seconds = time.monotonic() - started
        log.append(f"{epoch:5d}  {loss_sum / len(order):.4f}  {100 * correct / len(order):.2f} %  {seconds:.0f}")
        print(log[-1], flush=True)
        saved = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
        saved |= {"generator": generator.get_state(), "log": log, "epoch": epoch}
        torch.save(saved, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)
    return log


def logits_of(net: LayerGraph, images: np.ndarray, batch_size: int = 500) -> np.ndarray:
    """float32 [n, classes] for uint8 [n, h, w, c]; the network as it is used, not as it is trained."""
    net.eval()
    with torch.no_grad():
        parts = [net(as_input(images[k : k + batch_size])) for k in range(0, len(images), batch_size)]
    return torch.cat(parts).numpy()
