/** DepthwiseConv2D with its dilation, which TensorFlow.js reads and does not use. */
import { add, depthwiseConv2d, type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { type Options, optionNumbers, register, type Shape } from './ownLayer.ts';

type Weight = ReturnType<layers.Layer['addWeight']>;

interface Inside {
  readonly depthwiseKernel: Weight;
  readonly bias: Weight | null;
  readonly activation: { apply(x: Tensor): Tensor } | null;
}

const BuiltIn = layers.depthwiseConv2d({ kernelSize: 1 }).constructor as new (
  options: Options,
) => layers.Layer;

class DepthwiseConv2D extends BuiltIn {
  static readonly className = 'DepthwiseConv2D';
  private readonly given: Options;

  constructor(options: Options) {
    super(options);
    this.given = options;
    if (this.isDilated && options['dataFormat'] === 'channelsFirst')
      throw new Error(`${String(options['name'])}: channels_first is not supported with dilation.`);
  }

  private get dilation(): [number, number] {
    return optionNumbers(this.given, 'dilationRate', 2, 1) as [number, number];
  }

  private get isDilated(): boolean {
    return this.dilation.some((rate) => rate !== 1);
  }

  override call(inputs: Tensor | Tensor[], kwargs: Options): Tensor | Tensor[] {
    if (!this.isDilated) return super.call(inputs, kwargs);
    const { depthwiseKernel, bias, activation } = this as unknown as Inside;
    return tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor4D;
      const kernel = depthwiseKernel.read() as Tensor4D;
      const padding = this.given['padding'] === 'same' ? 'same' : 'valid';
      const sum = depthwiseConv2d(x, kernel, [1, 1], padding, 'NHWC', this.dilation);
      const biased = bias === null ? sum : add(sum, bias.read());
      return activation === null ? biased : activation.apply(biased);
    });
  }

  override computeOutputShape(shape: Shape): Shape {
    const out = super.computeOutputShape(shape) as Shape;
    if (!this.isDilated || this.given['padding'] === 'same') return out;
    const size = optionNumbers(this.given, 'kernelSize', 2, 1);
    const reach = (axis: number): number => ((size[axis] ?? 1) - 1) * (this.dilation[axis] ?? 1);
    const [batch = null, rows = null, columns = null] = shape;
    const less = (length: number | null, axis: number): number | null =>
      length === null ? null : length - reach(axis);
    return [batch, less(rows, 0), less(columns, 1), out.at(-1) ?? null];
  }
}

register(DepthwiseConv2D);
