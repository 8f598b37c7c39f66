"""Random shift, rotation and scale of a batch of images, drawn from a given generator.

Each image gets its own affine map about its centre; pixels are bilinear, outside is background (0).
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
