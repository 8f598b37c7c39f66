/**
 * Normalisation layers that TensorFlow.js lacks, by the formulas of Keras: Normalization (x - mean) / max(sqrt(variance),
 * epsilon), UnitNormalization x * rsqrt(sum x^2) with the sum held above 1e-12, GroupNormalization over groups of
 * channels, BatchNormalization over any axis, RMSNormalization x * rsqrt(mean x^2 + epsilon), Rescaling with a number or one per channel.
 */
import {
  add,
  div,
  maximum,
  mean,
  mul,
  reshape,
  rsqrt,
  scalar,
  sqrt,
  square,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { initializers, layers } from '@tensorflow/tfjs-layers';
import { OneInputLayer, type Options, optionNumber, register, type Shape } from './ownLayer.ts';

type Weight = ReturnType<layers.Layer['addWeight']>;

const axesOf = (option: unknown, rank: number, otherwise: number): number[] =>
  [option ?? otherwise].flat().map((axis) => (Number(axis) + rank) % rank);

/** TensorFlow.js's own where the axis is the last; its kernels repeat the statistics along the last axis whatever is asked. */
const BuiltIn = layers.batchNormalization({}).constructor as new (
  options: Options,
) => layers.Layer & { axis: number };

class BatchNormalization extends BuiltIn {
  static readonly className = 'BatchNormalization';

  override call(inputs: Tensor | Tensor[], kwargs: Options): Tensor | Tensor[] {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor;
    const [axis, last] = [(this.axis + x.rank) % x.rank, x.rank - 1];
    if (axis === last) return super.call(inputs, kwargs);
    const order = Array.from({ length: x.rank }, (_, i) => (i === axis ? last : i === last ? axis : i));
    return tidy(() => {
      this.axis = last;
      try {
        return transpose(super.call(transpose(x, order), kwargs) as Tensor, order);
      } finally {
        this.axis = axis;
      }
    });
  }
}

class Normalization extends OneInputLayer {
  static readonly className = 'Normalization';
  private meanWeight: Weight | null = null;
  private varianceWeight: Weight | null = null;

  override build(input: Shape | Shape[]): void {
    const shape = input as Shape;
    this.built = true;
    // Given as numbers they are no weights.
    if (this.options['mean'] != null) return;
    const axes = this.options['axis'] === null ? [] : axesOf(this.options['axis'], shape.length, -1);
    const size = axes.map((axis) => shape[axis] ?? null);
    const zeros = initializers.zeros();
    this.meanWeight = this.addWeight('mean', size, 'float32', zeros, undefined, false);
    this.varianceWeight = this.addWeight('variance', size, 'float32', zeros, undefined, false);
    this.addWeight('count', [], 'int32', zeros, undefined, false);
  }

  protected override forward(x: Tensor): Tensor {
    return tidy(() => {
      const axes = this.options['axis'] === null ? [] : axesOf(this.options['axis'], x.rank, -1);
      const wide = x.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
      const average = this.meanWeight?.read() ?? tensor(this.options['mean'] as number);
      const variance = this.varianceWeight?.read() ?? tensor(this.options['variance'] as number);
      const fitted = (values: Tensor): Tensor =>
        values.size === 1 ? reshape(values, []) : reshape(values, wide);
      const deviation = maximum(sqrt(fitted(variance)), 1e-7);
      return this.options['invert'] === true
        ? add(mul(x, deviation), fitted(average))
        : div(sub(x, fitted(average)), deviation);
    });
  }
}

class UnitNormalization extends OneInputLayer {
  static readonly className = 'UnitNormalization';

  protected override forward(x: Tensor): Tensor {
    const axes = axesOf(this.options['axis'], x.rank, -1);
    return tidy(() => mul(x, rsqrt(maximum(sum(square(x), axes, true), 1e-12))));
  }
}

class GroupNormalization extends OneInputLayer {
  static readonly className = 'GroupNormalization';
  private gamma: Weight | null = null;
  private beta: Weight | null = null;

  override build(input: Shape | Shape[]): void {
    const shape = input as Shape;
    const channels = shape[axesOf(this.options['axis'], shape.length, -1)[0] ?? 0] ?? null;
    const zeros = initializers.zeros();
    if (this.options['scale'] !== false) this.gamma = this.addWeight('gamma', [channels], 'float32', zeros);
    if (this.options['center'] !== false) this.beta = this.addWeight('beta', [channels], 'float32', zeros);
    this.built = true;
  }

  protected override forward(x: Tensor): Tensor {
    return tidy(() => {
      const axis = axesOf(this.options['axis'], x.rank, -1)[0] as number;
      const channels = x.shape[axis] as number;
      const asked = optionNumber(this.options, 'groups', 32);
      const groups = asked === -1 ? channels : asked;
      const split = [...x.shape.slice(0, axis), groups, channels / groups, ...x.shape.slice(axis + 1)];
      const grouped = reshape(x, split);
      const axes = split.map((_, i) => i).filter((i) => i !== 0 && i !== axis);
      const average = mean(grouped, axes, true);
      const variance = mean(squaredDifference(grouped, average), axes, true);
      const epsilon = scalar(optionNumber(this.options, 'epsilon', 1e-3));
      const even = reshape(mul(sub(grouped, average), rsqrt(add(variance, epsilon))), x.shape);
      const wide = x.shape.map((size, i) => (i === axis ? size : 1));
      const scaled = this.gamma === null ? even : mul(even, reshape(this.gamma.read(), wide));
      return this.beta === null ? scaled : add(scaled, reshape(this.beta.read(), wide));
    });
  }
}

class RMSNormalization extends OneInputLayer {
  static readonly className = 'RMSNormalization';
  private scale: Weight | null = null;

  override build(input: Shape | Shape[]): void {
    const shape = input as Shape;
    const scaled = axesOf(this.options['axis'], shape.length, -1).map((axis) => shape[axis] ?? null);
    this.scale = this.addWeight('scale', scaled, 'float32', initializers.zeros());
    this.built = true;
  }

  protected override forward(x: Tensor): Tensor {
    return tidy(() => {
      const axes = axesOf(this.options['axis'], x.rank, -1);
      const wide = x.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
      const epsilon = scalar(optionNumber(this.options, 'epsilon', 1e-6));
      const even = mul(x, rsqrt(add(mean(square(x), axes, true), epsilon)));
      return this.scale === null ? even : mul(even, reshape(this.scale.read(), wide));
    });
  }
}

class Rescaling extends OneInputLayer {
  static readonly className = 'Rescaling';

  protected override forward(x: Tensor): Tensor {
    return tidy(() => {
      const scale = tensor((this.options['scale'] ?? 1) as number | number[]);
      return add(mul(x, scale), tensor((this.options['offset'] ?? 0) as number | number[]));
    });
  }
}

register(
  BatchNormalization,
  Normalization,
  UnitNormalization,
  GroupNormalization,
  RMSNormalization,
  Rescaling,
);
