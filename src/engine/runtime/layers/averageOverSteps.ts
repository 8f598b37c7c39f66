/** GlobalAveragePooling1D that leaves out masked steps and can keep its axis, as Keras does; TensorFlow.js does neither. */
import { cast, div, expandDims, mean, mul, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { OneInputLayer, type Options, register, type Shape } from './ownLayer.ts';

class GlobalAveragePooling1D extends OneInputLayer {
  static readonly className = 'GlobalAveragePooling1D';

  constructor(options: Options = {}) {
    super(options);
    // There are no steps behind it that could be masked.
    this.supportsMasking = false;
  }

  private get axis(): number {
    return this.options['dataFormat'] === 'channelsFirst' ? 2 : 1;
  }

  private get keeps(): boolean {
    return this.options['keepdims'] === true;
  }

  protected override forward(x: Tensor): Tensor {
    return mean(x, this.axis, this.keeps);
  }

  override call(inputs: Tensor | Tensor[], kwargs: { readonly mask?: Tensor } = {}): Tensor {
    const { mask } = kwargs;
    if (mask === undefined) return super.call(inputs);
    return tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor;
      const wide = expandDims(cast(mask, 'float32'), this.axis === 1 ? 2 : 1);
      return div(sum(mul(x, wide), this.axis, this.keeps), sum(wide, this.axis, this.keeps));
    });
  }

  override computeOutputShape(shape: Shape): Shape {
    return shape.flatMap((size, axis) => (axis === this.axis ? (this.keeps ? [1] : []) : [size]));
  }
}

register(GlobalAveragePooling1D);
