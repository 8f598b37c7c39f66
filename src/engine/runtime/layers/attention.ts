/**
 * Attention, AdditiveAttention and MultiHeadAttention at inference, by the formulas of Keras 3, from matMul and softmax
 * (the einsum of TensorFlow.js's own is missing on wasm). Inputs are [query, value, key?]; masks are not taken.
 */
import {
  add,
  expandDims,
  matMul,
  mul,
  reshape,
  softmax,
  sum,
  type Tensor,
  tanh,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { initializers, layers } from '@tensorflow/tfjs-layers';
import { type Options, optionNumber, register, type Shape } from './ownLayer.ts';

type Weight = ReturnType<layers.Layer['addWeight']>;

abstract class OfQueryAndValue extends layers.Layer {
  protected readonly options: Options;

  constructor(options: Options = {}) {
    super(options as ConstructorParameters<typeof layers.Layer>[0]);
    this.options = options;
    this.supportsMasking = false;
  }

  protected abstract attend(query: Tensor, value: Tensor, key: Tensor): Tensor;

  protected weight(name: string, shape: Shape): Weight {
    return this.addWeight(name, shape, 'float32', initializers.zeros());
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const [query, value, key = value] = inputs as Tensor[];
    return tidy(() => this.attend(query as Tensor, value as Tensor, key as Tensor));
  }

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const [query, value] = shapes as [Shape, Shape];
    return [...query.slice(0, -1), value.at(-1) ?? null];
  }

  override getConfig(): ReturnType<layers.Layer['getConfig']> {
    return { ...(this.options as ReturnType<layers.Layer['getConfig']>), ...super.getConfig() };
  }
}

class Attention extends OfQueryAndValue {
  static readonly className = 'Attention';
  private scale: Weight | null = null;
  private concatWeight: Weight | null = null;

  override build(): void {
    if (this.options['useScale'] === true) this.scale = this.weight('scale', []);
    if (this.options['scoreMode'] === 'concat') this.concatWeight = this.weight('concat_score_weight', []);
    this.built = true;
  }

  protected override attend(query: Tensor, value: Tensor, key: Tensor): Tensor {
    const scaled = (x: Tensor): Tensor => (this.scale === null ? x : mul(x, this.scale.read()));
    if (this.concatWeight === null) return matMul(softmax(scaled(matMul(query, key, false, true))), value);
    const joint = tanh(scaled(add(expandDims(query, -2), expandDims(key, -3))));
    return matMul(softmax(mul(sum(joint, -1), this.concatWeight.read())), value);
  }
}

class AdditiveAttention extends OfQueryAndValue {
  static readonly className = 'AdditiveAttention';
  private scale: Weight | null = null;

  override build(shapes: Shape | Shape[]): void {
    const [query] = shapes as Shape[];
    if (this.options['useScale'] !== false) this.scale = this.weight('scale', [query?.at(-1) ?? null]);
    this.built = true;
  }

  protected override attend(query: Tensor, value: Tensor, key: Tensor): Tensor {
    const joint = tanh(add(expandDims(query, -2), expandDims(key, -3)));
    return matMul(softmax(sum(this.scale === null ? joint : mul(joint, this.scale.read()), -1)), value);
  }
}

class MultiHeadAttention extends OfQueryAndValue {
  static readonly className = 'MultiHeadAttention';
  private readonly projections = new Map<string, { readonly kernel: Weight; readonly bias: Weight | null }>();

  private get heads(): number {
    return optionNumber(this.options, 'numHeads', 1);
  }

  private get sizes(): { readonly key: number; readonly value: number } {
    const key = optionNumber(this.options, 'keyDim', 1);
    return { key, value: optionNumber(this.options, 'valueDim', key) };
  }

  override build(shapes: Shape | Shape[]): void {
    const [query, value, key = value] = shapes as [Shape, Shape, Shape?];
    const features = (shape: Shape | undefined): number | null => shape?.at(-1) ?? null;
    const { key: keySize, value: valueSize } = this.sizes;
    const out =
      this.options['outputShape'] == null ? features(query) : Number([this.options['outputShape']].flat()[0]);
    this.project('query', [features(query), this.heads, keySize], [this.heads, keySize]);
    this.project('key', [features(key), this.heads, keySize], [this.heads, keySize]);
    this.project('value', [features(value), this.heads, valueSize], [this.heads, valueSize]);
    this.project('attention_output', [this.heads, valueSize, out], [out]);
    this.built = true;
  }

  private project(name: string, kernel: Shape, bias: Shape): void {
    this.projections.set(name, {
      kernel: this.weight(`${name}/kernel`, kernel),
      bias: this.options['useBias'] === false ? null : this.weight(`${name}/bias`, bias),
    });
  }

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const [query] = shapes as [Shape];
    const out = this.options['outputShape'];
    return out == null ? query : [...query.slice(0, -1), Number([out].flat()[0])];
  }

  protected override attend(query: Tensor, value: Tensor, key: Tensor): Tensor {
    const scaled = mul(this.headsOf('query', query), 1 / Math.sqrt(this.sizes.key));
    const scores = softmax(matMul(scaled, this.headsOf('key', key), false, true));
    const mixed = transpose(matMul(scores, this.headsOf('value', value)), [0, 2, 1, 3]);
    const [batch = 1, steps = 1, heads = 1, size = 1] = mixed.shape;
    return this.projected('attention_output', reshape(mixed, [batch, steps, heads * size]));
  }

  /** [batch, steps, features] to [batch, heads, steps, size]. */
  private headsOf(name: string, x: Tensor): Tensor {
    const flat = this.projected(name, x);
    const [batch = 1, steps = 1, all = 1] = flat.shape;
    return transpose(reshape(flat, [batch, steps, this.heads, all / this.heads]), [0, 2, 1, 3]);
  }

  private projected(name: string, x: Tensor): Tensor {
    const { kernel, bias } = this.projections.get(name) as { kernel: Weight; bias: Weight | null };
    const [batch = 1, steps = 1, features = 1] = x.shape;
    const matrix = reshape(kernel.read(), [features, -1]);
    const flat = reshape(matMul(reshape(x, [batch * steps, features]), matrix), [batch, steps, -1]);
    return bias === null ? flat : add(flat, reshape(bias.read(), [-1]));
  }
}

register(Attention, AdditiveAttention, MultiHeadAttention);
