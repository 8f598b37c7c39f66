"""TensorFlow's 'same' padding for PyTorch: ceil(size / stride) outputs, the odd row or column at the bottom right."""

import torch
import torch.nn.functional as F


def margins(length: int, size: int, stride: int) -> tuple[int, int]:
    """Rows before and after an axis of this length."""
    outputs = -(-length // stride)
    total = max((outputs - 1) * stride + size - length, 0)
    return total // 2, total - total // 2


def pad_same(images: torch.Tensor, size: int, stride: int, value: float = 0.0) -> torch.Tensor:
    """Images [n, c, h, w], padded for a square window."""
    top, bottom = margins(images.shape[2], size, stride)
    left, right = margins(images.shape[3], size, stride)
    if not (top or bottom or left or right):
        return images
    return F.pad(images, (left, right, top, bottom), value=value)
