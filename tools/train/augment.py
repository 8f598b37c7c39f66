"""Random changes to a batch of training images, drawn from a given generator: shift, rotation, scale, mirroring.

`affine`: each image gets its own affine map about its centre; pixels are bilinear, outside is background (0).
"""

import math

import torch
import torch.nn.functional as F


def affine(
    images: torch.Tensor,
    generator: torch.Generator,
    shift_px: float,
    rotation_degrees: float,
    scale: float,
) -> torch.Tensor:
    """Images [n, c, h, w] -> the same shape. Shift within +-shift_px, rotation within +-rotation_degrees,
    size between 1/(1+scale) and 1+scale, each uniform (the size in its logarithm)."""
    count, _, height, width = images.shape

    def within(limit: float) -> torch.Tensor:
        return (torch.rand(count, generator=generator) * 2 - 1) * limit

    angle = within(math.radians(rotation_degrees))
    zoom = torch.exp(within(math.log1p(scale)))
    # affine_grid maps output to input positions in units of half the image, hence the division by the zoom.
    cos, sin = torch.cos(angle) / zoom, torch.sin(angle) / zoom
    across, down = within(2 * shift_px / width), within(2 * shift_px / height)
    theta = torch.stack([torch.stack([cos, -sin, across], 1), torch.stack([sin, cos, down], 1)], 1)
    grid = F.affine_grid(theta, list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def crop_and_flip(images: torch.Tensor, generator: torch.Generator, shift_px: int, flip: bool) -> torch.Tensor:
    """Images [n, c, h, w] moved by whole pixels within +-shift_px (black comes in at the edges), and half of them
    mirrored left to right."""
    count, _, height, width = images.shape
    padded = F.pad(images, (shift_px,) * 4)
    across, down = torch.randint(0, 2 * shift_px + 1, (2, count), generator=generator)
    windows = padded.unfold(2, height, 1).unfold(3, width, 1)
    moved = windows[torch.arange(count), :, down, across]
    mirrored = torch.rand(count, generator=generator) < (0.5 if flip else 0.0)
    return torch.where(mirrored[:, None, None, None], moved.flip(3), moved)
