/**
 * Convolutions that TensorFlow.js lacks: Conv1D and Conv2D with groups, DepthwiseConv1D, SeparableConv1D,
 * Conv1DTranspose. All are the two-dimensional kernels of TensorFlow.js over one more axis of size 1.
 */
import {
  add,
  concat,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  expandDims,
  pad,
  split,
  squeeze,
  type Tensor,
  type Tensor4D,
  tidy,
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
type Pair = [number, number];

/** Geometry shared by the layers of this file; one axis where `axes` is 1. */
abstract class Convolution extends OneInputLayer {
  protected readonly activation: ActivationFunction;
  protected readonly filters: number;
  protected bias: Weight | null = null;
  protected abstract readonly axes: number;

  constructor(options: Options = {}) {
    super(options);
    this.activation = activationNamed(options['activation']);
    this.filters = optionNumber(options, 'filters', 1);
    if (options['dataFormat'] === 'channelsFirst')
      throw new Error(`${String(options['name'])}: channels_first is not supported for this layer.`);
  }

  protected sizes(name: string, otherwise: number): number[] {
    return optionNumbers(this.options, name, this.axes, otherwise);
  }

  protected pair(name: string): Pair {
    const [first = 1, second = 1] = this.sizes(name, 1);
    return this.axes === 1 ? [1, first] : [first, second];
  }

  protected get padding(): 'same' | 'valid' | 'causal' {
    return (this.options['padding'] ?? 'valid') as 'same' | 'valid' | 'causal';
  }

  /** Padding of tf.js: causal is zeros before, computed beforehand. */
  protected get kernelPadding(): 'same' | 'valid' {
    return this.padding === 'same' ? 'same' : 'valid';
  }

  protected addKernel(name: string, shape: Shape): Weight {
    return this.addWeight(name, shape, 'float32', initializers.zeros());
  }

  protected addBias(channels: number): void {
    if (this.options['useBias'] !== false) this.bias = this.addKernel('bias', [channels]);
  }

  /** The sum plus bias, through the activation. */
  protected finished(sum: Tensor): Tensor {
    return this.activation.apply(this.bias === null ? sum : add(sum, this.bias.read()));
  }

  protected lengthAfter(size: number | null | undefined, axis: number): number | null {
    if (size == null) return null;
    const kernel = this.sizes('kernelSize', 1)[axis] ?? 1;
    const stride = this.sizes('strides', 1)[axis] ?? 1;
    const reach = (kernel - 1) * (this.sizes('dilationRate', 1)[axis] ?? 1) + 1;
    return Math.ceil((this.padding === 'valid' ? size - reach + 1 : size) / stride);
  }

  protected abstract channelsOut(channelsIn: number): number;

  override computeOutputShape(shape: Shape): Shape {
    const spatial = shape.slice(1, -1).map((size, axis) => this.lengthAfter(size, axis));
    return [shape[0] ?? null, ...spatial, this.channelsOut(shape.at(-1) as number)];
  }

  /** [batch, steps, channels] as a picture one row high, causal zeros before it. */
  protected asPicture(x: Tensor): Tensor4D {
    if (this.axes === 2) return x as Tensor4D;
    const picture = expandDims(x, 1) as Tensor4D;
    if (this.padding !== 'causal') return picture;
    const before = ((this.sizes('kernelSize', 1)[0] ?? 1) - 1) * (this.sizes('dilationRate', 1)[0] ?? 1);
    return pad(picture, [
      [0, 0],
      [0, 0],
      [before, 0],
      [0, 0],
    ]);
  }

  /** Each channel with filters of its own, `kernel` [steps, channels, multiplier]. */
  protected spread(x: Tensor, kernel: Weight): Tensor4D {
    const [[, stride], [, dilation]] = [this.pair('strides'), this.pair('dilationRate')];
    const filters = expandDims(kernel.read(), 0) as Tensor4D;
    // TensorFlow.js wants one stride for both axes; the other axis has size 1, where it changes nothing.
    return depthwiseConv2d(this.asPicture(x), filters, [stride, stride], this.kernelPadding, 'NHWC', [
      1,
      dilation,
    ]);
  }

  protected asGiven(picture: Tensor): Tensor {
    return this.axes === 1 ? squeeze(picture, [1]) : picture;
  }
}

abstract class GroupedConvolution extends Convolution {
  private kernel!: Weight;

  override build(input: Shape | Shape[]): void {
    const channels = (input as Shape).at(-1) as number;
    const groups = optionNumber(this.options, 'groups', 1);
    this.kernel = this.addKernel('kernel', [...this.sizes('kernelSize', 1), channels / groups, this.filters]);
    this.addBias(this.filters);
    this.built = true;
  }

  protected override channelsOut(): number {
    return this.filters;
  }

  protected override forward(x: Tensor): Tensor {
    return tidy(() => {
      const groups = optionNumber(this.options, 'groups', 1);
      const kernel = this.axes === 1 ? expandDims(this.kernel.read(), 0) : this.kernel.read();
      const picture = this.asPicture(x);
      const kernels = split(kernel, groups, 3) as Tensor4D[];
      const parts = (split(picture, groups, 3) as Tensor4D[]).map((part, g) =>
        conv2d(
          part,
          kernels[g] as Tensor4D,
          this.pair('strides'),
          this.kernelPadding,
          'NHWC',
          this.pair('dilationRate'),
        ),
      );
      return this.finished(this.asGiven(concat(parts, 3)));
    });
  }
}

class GroupedConv1D extends GroupedConvolution {
  static readonly className = 'GroupedConv1D';
  protected override get axes(): number {
    return 1;
  }
}

class GroupedConv2D extends GroupedConvolution {
  static readonly className = 'GroupedConv2D';
  protected override get axes(): number {
    return 2;
  }
}

class DepthwiseConv1D extends Convolution {
  static readonly className = 'DepthwiseConv1D';
  private kernel!: Weight;
  protected override get axes(): number {
    return 1;
  }

  override build(input: Shape | Shape[]): void {
    const channels = (input as Shape).at(-1) as number;
    const multiplier = optionNumber(this.options, 'depthMultiplier', 1);
    this.kernel = this.addKernel('kernel', [...this.sizes('kernelSize', 1), channels, multiplier]);
    this.addBias(this.channelsOut(channels));
    this.built = true;
  }

  protected override channelsOut(channelsIn: number): number {
    return channelsIn * optionNumber(this.options, 'depthMultiplier', 1);
  }

  protected override forward(x: Tensor): Tensor {
    return tidy(() => this.finished(this.asGiven(this.spread(x, this.kernel))));
  }
}

class SeparableConv1D extends Convolution {
  static readonly className = 'SeparableConv1D';
  private depthwiseKernel!: Weight;
  private pointwiseKernel!: Weight;
  protected override get axes(): number {
    return 1;
  }

  override build(input: Shape | Shape[]): void {
    const channels = (input as Shape).at(-1) as number;
    const multiplier = optionNumber(this.options, 'depthMultiplier', 1);
    const size = this.sizes('kernelSize', 1);
    this.depthwiseKernel = this.addKernel('depthwise_kernel', [...size, channels, multiplier]);
    this.pointwiseKernel = this.addKernel('pointwise_kernel', [1, channels * multiplier, this.filters]);
    this.addBias(this.filters);
    this.built = true;
  }

  protected override channelsOut(): number {
    return this.filters;
  }

  protected override forward(x: Tensor): Tensor {
    return tidy(() => {
      const spread = this.spread(x, this.depthwiseKernel);
      const mixed = conv2d(spread, expandDims(this.pointwiseKernel.read(), 0) as Tensor4D, [1, 1], 'valid');
      return this.finished(this.asGiven(mixed));
    });
  }
}

class Conv1DTranspose extends Convolution {
  static readonly className = 'Conv1DTranspose';
  private kernel!: Weight;
  protected override get axes(): number {
    return 1;
  }

  override build(input: Shape | Shape[]): void {
    const channels = (input as Shape).at(-1) as number;
    this.kernel = this.addKernel('kernel', [...this.sizes('kernelSize', 1), this.filters, channels]);
    this.addBias(this.filters);
    this.built = true;
  }

  protected override channelsOut(): number {
    return this.filters;
  }

  protected override lengthAfter(size: number | null | undefined): number | null {
    if (size == null) return null;
    const [kernel = 1] = this.sizes('kernelSize', 1);
    const [stride = 1] = this.sizes('strides', 1);
    return size * stride + (this.padding === 'valid' ? Math.max(kernel - stride, 0) : 0);
  }

  protected override forward(x: Tensor): Tensor {
    return tidy(() => {
      const [batch = 1, steps = 1] = x.shape;
      const shape: [number, number, number, number] = [
        batch,
        1,
        this.lengthAfter(steps) as number,
        this.filters,
      ];
      const kernel = expandDims(this.kernel.read(), 0) as Tensor4D;
      const sum = conv2dTranspose(this.asPicture(x), kernel, shape, this.pair('strides'), this.kernelPadding);
      return this.finished(this.asGiven(sum));
    });
  }
}

register(GroupedConv1D, GroupedConv2D, DepthwiseConv1D, SeparableConv1D, Conv1DTranspose);
