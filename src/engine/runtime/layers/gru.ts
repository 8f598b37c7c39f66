/**
 * GRU with `reset_after`, Keras's default, which TensorFlow.js refuses: the reset gate acts after the recurrent product,
 * which has a bias of its own (bias [2, 3 units]: input row, recurrent row; gates z, r, h; Keras gru.py).
 */
import {
  add,
  mul,
  dot as product,
  type serialization,
  slice,
  split,
  sub,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { initializers, layers } from '@tensorflow/tfjs-layers';
import { type ActivationFunction, activationNamed } from './activations.ts';
import { type Options, optionNumber, register, type Shape } from './ownLayer.ts';

type Weight = ReturnType<layers.Layer['addWeight']>;

class ResetAfterCell extends layers.RNNCell {
  static readonly className = 'ResetAfterGRUCell';
  private readonly options: Options;
  readonly units: number;
  override readonly stateSize: number;
  private readonly activation: ActivationFunction;
  private readonly recurrentActivation: ActivationFunction;
  private kernel!: Weight;
  private recurrentKernel!: Weight;
  private bias: Weight | null = null;

  constructor(options: Options) {
    super({});
    this.options = options;
    this.units = optionNumber(options, 'units', 1);
    this.stateSize = this.units;
    this.activation = activationNamed(options['activation'] ?? 'tanh');
    this.recurrentActivation = activationNamed(options['recurrentActivation'] ?? 'sigmoid');
  }

  override build(input: Shape | Shape[]): void {
    const features = (input as Shape).at(-1) as number;
    const zeros = initializers.zeros();
    this.kernel = this.addWeight('kernel', [features, 3 * this.units], 'float32', zeros);
    this.recurrentKernel = this.addWeight('recurrent_kernel', [this.units, 3 * this.units], 'float32', zeros);
    if (this.options['useBias'] !== false)
      this.bias = this.addWeight('bias', [2, 3 * this.units], 'float32', zeros);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor[] {
    return tidy(() => {
      const [x, state] = inputs as [Tensor, Tensor];
      const [zx, rx, hx] = this.gates(x, this.kernel, 0);
      const [zs, rs, hs] = this.gates(state, this.recurrentKernel, 1);
      const update = this.recurrentActivation.apply(add(zx, zs));
      const reset = this.recurrentActivation.apply(add(rx, rs));
      const candidate = this.activation.apply(add(hx, mul(reset, hs)));
      const next = add(mul(update, state), mul(sub(1, update), candidate));
      return [next, next];
    });
  }

  private gates(x: Tensor, kernel: Weight, row: number): [Tensor, Tensor, Tensor] {
    const plain = product(x, kernel.read());
    const sums = this.bias === null ? plain : add(plain, slice(this.bias.read(), [row, 0], [1, -1]));
    return split(sums, 3, 1) as [Tensor, Tensor, Tensor];
  }
}

/** The GRU of TensorFlow.js where the reset gate acts before, our cell where it acts after. */
const BuiltIn = layers.gru({ units: 1 }).constructor as new (options: Options) => layers.RNN;

class GRU extends layers.RNN {
  static override readonly className = 'GRU';

  constructor(options: Options) {
    // Keras before 2.3 wrote no reset_after and meant false.
    const cell = options['resetAfter'] === true ? new ResetAfterCell(options) : builtInCell(options);
    super({ ...options, cell } as ConstructorParameters<typeof layers.RNN>[0]);
    this.units = optionNumber(options, 'units', 1);
    this.resetAfter = options['resetAfter'] === true;
    this.configured = options;
  }

  private readonly units: number;
  private readonly resetAfter: boolean;
  private readonly configured: Options;

  override getConfig(): ReturnType<layers.RNN['getConfig']> {
    const { cell: _, ...config } = super.getConfig();
    return { ...config, ...this.configured, units: this.units, resetAfter: this.resetAfter } as ReturnType<
      layers.RNN['getConfig']
    >;
  }

  static override fromConfig<T extends serialization.Serializable>(
    cls: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}

function builtInCell(options: Options): layers.RNNCell {
  return (new BuiltIn({ ...options, resetAfter: false }) as unknown as { cell: layers.RNNCell }).cell;
}

register(GRU);
