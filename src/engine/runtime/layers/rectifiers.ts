/**
 * ReLU with `max_value`, `negative_slope` and `threshold`, which TensorFlow.js ignores save the first
 * (f(x) = max_value if x >= max_value, x if threshold <= x, else negative_slope * (x - threshold); Keras).
 * ELU with any alpha. Softmax over any axis.
 */
import {
  elu,
  expm1,
  greater,
  greaterEqual,
  minimum,
  mul,
  relu,
  softmax,
  sub,
  type Tensor,
  tidy,
  transpose,
  where,
} from '@tensorflow/tfjs-core';
import { OneInputLayer, optionNumber, register } from './ownLayer.ts';

class ReLU extends OneInputLayer {
  static readonly className = 'ReLU';

  protected override forward(x: Tensor): Tensor {
    const slope = optionNumber(this.options, 'negativeSlope', 0);
    const threshold = optionNumber(this.options, 'threshold', 0);
    const limit = this.options['maxValue'];
    return tidy(() => {
      const rectified =
        slope === 0 && threshold === 0
          ? relu(x)
          : where(greaterEqual(x, threshold), x, mul(sub(x, threshold), slope));
      return typeof limit === 'number' ? minimum(rectified, limit) : rectified;
    });
  }
}

class ELU extends OneInputLayer {
  static readonly className = 'ELU';

  protected override forward(x: Tensor): Tensor {
    const alpha = optionNumber(this.options, 'alpha', 1);
    return alpha === 1 ? elu(x) : tidy(() => where(greater(x, 0), x, mul(expm1(x), alpha)));
  }
}

class Softmax extends OneInputLayer {
  static readonly className = 'Softmax';

  protected override forward(x: Tensor): Tensor {
    const last = x.rank - 1;
    const axis = (optionNumber(this.options, 'axis', -1) + x.rank) % x.rank;
    if (axis === last) return softmax(x);
    const order = Array.from({ length: x.rank }, (_, i) => (i === axis ? last : i === last ? axis : i));
    return tidy(() => transpose(softmax(transpose(x, order)), order));
  }
}

register(ReLU, ELU, Softmax);
