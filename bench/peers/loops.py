"""The peers' loops over one fault list. Each answers (SDC, DUE) counts by fault, and processor seconds of the loop alone."""
import time

import numpy as np
from lenet5 import flipped, verdicts


def pytorchfi_loop(weights, images, faults):
    """
    PyTorchFI 0.6 (Mahmoud et al., DSN-W 2020): declare_weight_fi copies the model and writes one value, for every fault.
    It indexes weights with four numbers, so it cannot hit nn.Linear: the dense layers stand as the convolutions they are.
    """
    import torch
    from pytorchfi.core import fault_injection
    from torch import nn

    torch.set_num_threads(1)
    model = nn.Sequential(
        *(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(16, 120, 5), nn.ReLU(), nn.Conv2d(120, 84, 1), nn.ReLU(), nn.Conv2d(84, 10, 1)),
        *(nn.Flatten(), nn.Softmax(dim=1)),
    ).eval()
    names = ["conv2d", "conv2d_1", "dense", "dense_1", "dense_2"]
    shapes = {"dense": (5, 5, 16, 120), "dense_1": (1, 1, 120, 84), "dense_2": (1, 1, 84, 10)}
    layers = [layer for layer in model if isinstance(layer, nn.Conv2d)]
    with torch.no_grad():
        for name, layer in zip(names, layers):
            kernel = weights[f"{name}/kernel"]
            kernel = kernel.reshape(shapes.get(name, kernel.shape)).transpose(3, 2, 0, 1)
            layer.weight.copy_(torch.from_numpy(kernel.copy()))
            layer.bias.copy_(torch.from_numpy(weights[f"{name}/bias"]))
        inputs = torch.from_numpy(images.transpose(0, 3, 1, 2).copy())
        injector = fault_injection(model, len(images), input_shape=[1, 28, 28], layer_types=[nn.Conv2d])
        golden = model(inputs).numpy()
        counts = []
        start = time.process_time()
        for tensor, element, bit in faults:
            name = tensor.split("/")[0]
            shape = shapes.get(name, weights[tensor].shape)
            height, width, channel, filter_ = np.unravel_index(element, shape)
            place = (int(filter_), int(channel), int(height), int(width))
            layer = names.index(name)
            value = flipped(layers[layer].weight[place].item(), bit)
            where = dict(zip(("k", "dim1", "dim2", "dim3"), ([axis] for axis in place)))
            faulty = injector.declare_weight_fi(layer_num=[layer], value=[value], **where)
            counts.append(verdicts(golden, faulty(inputs).numpy()))
        return counts, time.process_time() - start


def tensorfi2_loop(weights, images, faults):
    """
    TensorFI2's layer_states (Narayanan et al., TNSM 2023), written anew: flatten the variable, flip the chosen element by
    struct, assign it, predict with the whole model (predict_on_batch, which is quicker than predict); then the stored weights
    back, as its users do between trials.
    """
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    layers = tf.keras.layers
    model = tf.keras.Sequential(
        [
            tf.keras.Input((28, 28, 1)),
            layers.Conv2D(6, 5, padding="same", activation="relu", name="conv2d"),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 5, activation="relu", name="conv2d_1"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(120, activation="relu", name="dense"),
            layers.Dense(84, activation="relu", name="dense_1"),
            layers.Dense(10, activation="softmax", name="dense_2"),
        ]
    )
    stored = {}
    for layer in model.layers:
        if layer.weights:
            layer.set_weights([weights[f"{layer.name}/{name}"] for name in ("kernel", "bias")])
            stored[f"{layer.name}/kernel"] = layer.kernel
    golden = model.predict_on_batch(images)
    counts = []
    start = time.process_time()
    for tensor, element, bit in faults:
        variable = stored[tensor]
        before = variable.numpy()
        flat = before.flatten()
        flat[element] = flipped(flat[element], bit)
        variable.assign(flat.reshape(before.shape))
        counts.append(verdicts(golden, model.predict_on_batch(images)))
        variable.assign(before)
    return counts, time.process_time() - start
