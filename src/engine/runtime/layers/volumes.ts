/**
 * Layers on volumes [batch, depth, rows, columns, channels] that TensorFlow.js lacks: padding, cropping and repeating.
 * Transposed convolution is there, and gives other numbers than TensorFlow on wasm: here it is two-dimensional
 * transposed convolutions of the slices, laid over each other along the depth.
 */
import {
  add,
  conv2dTranspose,
  pad,
  reshape,
  slice,
  stack,
  type Tensor,
  type Tensor4D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { initializers, type layers } from '@tensorflow/tfjs-layers';
import { type ActivationFunction, activationNamed } from './activations.ts';
import {
  OneInputLayer,
  type Options,
  optionNumber,
  optionNumbers,
  register,
  type Shape,
} from './ownLayer.ts';

type Weight = ReturnType<layers.Layer['addWeight']>;
type Sides = [number, number];

abstract class OnVolumes extends OneInputLayer {
  constructor(options: Options = {}) {
    super(options);
    if (options['dataFormat'] === 'channelsFirst')
      throw new Error(`${String(options['name'])}: channels_first is not supported for volumes.`);
  }

  /** [before, after] of the three axes: one number, one for each axis, or one for each side. */
  protected sides(name: string): Sides[] {
    return [0, 1, 2].map((axis): Sides => {
      const given = this.options[name];
      const each = Array.isArray(given) ? (given[axis] as unknown) : given;
      const [before, after] = Array.isArray(each) ? each : [each, each];
      return [Number(before), Number(after)];
    });
  }
}

class ZeroPadding3D extends OnVolumes {
  static readonly className = 'ZeroPadding3D';

  protected override forward(x: Tensor): Tensor {
    // One axis after the other: WebGPU pads no more than four.
    return tidy(() =>
      this.sides('padding').reduce<Tensor>((made, sides, k) => {
        const shape = made.shape.map((size, axis) => (axis === k + 1 ? size + sides[0] + sides[1] : size));
        const before = made.shape.slice(0, k + 1).reduce((product, size) => product * size, 1);
        const flat = reshape(made, [before, made.shape[k + 1] as number, -1]);
        return reshape(pad(flat, [[0, 0], sides, [0, 0]]), shape);
      }, x),
    );
  }

  override computeOutputShape(shape: Shape): Shape {
    return resized(shape, this.sides('padding'), 1);
  }
}

class Cropping3D extends OnVolumes {
  static readonly className = 'Cropping3D';

  protected override forward(x: Tensor): Tensor {
    const sides = this.sides('cropping');
    const size = sides.map(([before, after], axis) => (x.shape[axis + 1] ?? 0) - before - after);
    return slice(x, [0, ...sides.map(([before]) => before), 0], [-1, ...size, -1]);
  }

  override computeOutputShape(shape: Shape): Shape {
    return resized(shape, this.sides('cropping'), -1);
  }
}

const resized = (shape: Shape, sides: readonly Sides[], sign: number): Shape =>
  shape.map((size, axis) => {
    const [before, after] = sides[axis - 1] ?? [0, 0];
    return size === null ? null : size + sign * (before + after);
  });

class UpSampling3D extends OnVolumes {
  static readonly className = 'UpSampling3D';

  protected override forward(x: Tensor): Tensor {
    return tidy(() =>
      optionNumbers(this.options, 'size', 3, 2).reduce<Tensor>((made, factor, axis) => {
        const shape = made.shape.map((size, k) => (k === axis + 1 ? size * factor : size));
        return reshape(
          stack(
            Array.from({ length: factor }, () => made),
            axis + 2,
          ),
          shape,
        );
      }, x),
    );
  }

  override computeOutputShape(shape: Shape): Shape {
    const factors = optionNumbers(this.options, 'size', 3, 2);
    return shape.map((size, axis) => (size === null ? null : size * (factors[axis - 1] ?? 1)));
  }
}

class Conv3DTranspose extends OnVolumes {
  static readonly className = 'Conv3DTranspose';
  private readonly activation: ActivationFunction;
  private kernel!: Weight;
  private bias: Weight | null = null;

  constructor(options: Options = {}) {
    super(options);
    this.activation = activationNamed(options['activation']);
    if (
      optionNumbers(options, 'dilationRate', 3, 1).some((rate) => rate !== 1) ||
      options['outputPadding'] != null
    )
      throw new Error(
        `${String(options['name'])}: dilation and output_padding are not supported for Conv3DTranspose.`,
      );
  }

  override build(input: Shape | Shape[]): void {
    const channels = (input as Shape).at(-1) as number;
    const filters = optionNumber(this.options, 'filters', 1);
    const size = optionNumbers(this.options, 'kernelSize', 3, 1);
    this.kernel = this.addWeight('kernel', [...size, filters, channels], 'float32', initializers.zeros());
    if (this.options['useBias'] !== false)
      this.bias = this.addWeight('bias', [filters], 'float32', initializers.zeros());
    this.built = true;
  }

  private length(size: number, axis: number): number {
    const kernel = optionNumbers(this.options, 'kernelSize', 3, 1)[axis] ?? 1;
    const stride = optionNumbers(this.options, 'strides', 3, 1)[axis] ?? 1;
    return size * stride + (this.options['padding'] === 'same' ? 0 : Math.max(kernel - stride, 0));
  }

  override computeOutputShape(shape: Shape): Shape {
    const spatial = shape.slice(1, -1).map((size, axis) => (size === null ? null : this.length(size, axis)));
    return [shape[0] ?? null, ...spatial, optionNumber(this.options, 'filters', 1)];
  }

  protected override forward(x: Tensor): Tensor {
    return tidy(() => {
      const [batch = 1, depth = 1, rows = 1, columns = 1, channels = 1] = x.shape;
      const [deep = 1] = optionNumbers(this.options, 'kernelSize', 3, 1);
      const [step = 1, ...strides] = optionNumbers(this.options, 'strides', 3, 1);
      const filters = optionNumber(this.options, 'filters', 1);
      const [high, wide] = [this.length(rows, 1), this.length(columns, 2)];
      // Every slice through all depths of the kernel at once, as channels.
      const [, kernelRows = 1, kernelColumns = 1] = this.kernel.shape as number[];
      const byDepth = reshape(this.kernel.read(), [deep, kernelRows * kernelColumns, filters * channels]);
      const kernel = reshape(transpose(byDepth, [1, 0, 2]), [
        kernelRows,
        kernelColumns,
        deep * filters,
        channels,
      ]) as Tensor4D;
      const slices = reshape(x, [batch * depth, rows, columns, channels]) as Tensor4D;
      const padding = this.options['padding'] === 'same' ? 'same' : 'valid';
      const made = conv2dTranspose(
        slices,
        kernel,
        [batch * depth, high, wide, deep * filters],
        strides as Sides,
        padding,
      );
      // At most four axes, here and above: WebGPU pads, turns and broadcasts no more.
      const parts = reshape(made, [batch * depth, high * wide, deep, filters]);
      // Depth k of the kernel lands at depth * step + k.
      const laid = Array.from({ length: deep }, (_, k) => {
        const part = slice(parts, [0, 0, k, 0], [-1, -1, 1, -1]);
        const spaced = pad(reshape(part, [batch, depth, 1, high * wide * filters]), [
          [0, 0],
          [0, 0],
          [0, step - 1],
          [0, 0],
        ]);
        const line = reshape(spaced, [batch, depth * step, high * wide * filters]);
        const used = slice(line, [0, 0, 0], [-1, (depth - 1) * step + 1, -1]);
        return pad(used, [
          [0, 0],
          [k, deep - 1 - k],
          [0, 0],
        ]);
      });
      const full = (depth - 1) * step + deep;
      const out = this.length(depth, 0);
      const from = padding === 'same' ? Math.floor(Math.max(deep - step, 0) / 2) : 0;
      const long = pad(
        laid.reduce((a, b) => add(a, b)),
        [
          [0, 0],
          [0, Math.max(0, from + out - full)],
          [0, 0],
        ],
      );
      const cut = reshape(slice(long, [0, from, 0], [-1, out, -1]), [batch * out * high * wide, filters]);
      const sum = this.bias === null ? cut : add(cut, this.bias.read());
      return this.activation.apply(reshape(sum, [batch, out, high, wide, filters]));
    });
  }
}

register(ZeroPadding3D, Cropping3D, UpSampling3D, Conv3DTranspose);
