/**
 * Padding, cropping and repeating along one axis; upsampling of pictures with half-pixel centres, as Keras does it
 * (TensorFlow.js samples a corner grid); global pooling that keeps its axes.
 */
import {
  image,
  max,
  mean,
  pad,
  reshape,
  slice,
  stack,
  type Tensor,
  type Tensor4D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { OneInputLayer, optionNumber, optionNumbers, register, type Shape } from './ownLayer.ts';

const grown = (size: number | null | undefined, by: number): number | null =>
  size == null ? null : size + by;

class ZeroPadding1D extends OneInputLayer {
  static readonly className = 'ZeroPadding1D';

  private get sides(): [number, number] {
    const [before = 1, after = before] = optionNumbers(this.options, 'padding', 2, 1);
    return [before, after];
  }

  protected override forward(x: Tensor): Tensor {
    return pad(x, [[0, 0], this.sides, [0, 0]]);
  }

  override computeOutputShape(shape: Shape): Shape {
    const [batch = null, steps = null, channels = null] = shape;
    return [batch, grown(steps, this.sides[0] + this.sides[1]), channels];
  }
}

class Cropping1D extends OneInputLayer {
  static readonly className = 'Cropping1D';

  private get sides(): [number, number] {
    const [before = 1, after = before] = optionNumbers(this.options, 'cropping', 2, 1);
    return [before, after];
  }

  protected override forward(x: Tensor): Tensor {
    const [before, after] = this.sides;
    return slice(x, [0, before, 0], [-1, (x.shape[1] ?? 0) - before - after, -1]);
  }

  override computeOutputShape(shape: Shape): Shape {
    const [batch = null, steps = null, channels = null] = shape;
    return [batch, grown(steps, -this.sides[0] - this.sides[1]), channels];
  }
}

class UpSampling1D extends OneInputLayer {
  static readonly className = 'UpSampling1D';

  protected override forward(x: Tensor): Tensor {
    const size = optionNumber(this.options, 'size', 2);
    const [batch = 1, steps = 1, channels = 1] = x.shape;
    return tidy(() => {
      const copies = Array.from({ length: size }, () => x);
      return reshape(stack(copies, 2), [batch, steps * size, channels]);
    });
  }

  override computeOutputShape(shape: Shape): Shape {
    const [batch = null, steps = null, channels = null] = shape;
    return [batch, steps === null ? null : steps * optionNumber(this.options, 'size', 2), channels];
  }
}

class UpSampling2D extends OneInputLayer {
  static readonly className = 'UpSampling2D';

  private get channelsFirst(): boolean {
    return this.options['dataFormat'] === 'channelsFirst';
  }

  protected override forward(x: Tensor): Tensor {
    const [rows = 2, columns = 2] = optionNumbers(this.options, 'size', 2, 2);
    return tidy(() => {
      const last = (this.channelsFirst ? transpose(x, [0, 2, 3, 1]) : x) as Tensor4D;
      const size: [number, number] = [last.shape[1] * rows, last.shape[2] * columns];
      const larger =
        this.options['interpolation'] === 'bilinear'
          ? image.resizeBilinear(last, size, false, true)
          : image.resizeNearestNeighbor(last, size);
      return this.channelsFirst ? transpose(larger, [0, 3, 1, 2]) : larger;
    });
  }

  override computeOutputShape(shape: Shape): Shape {
    const factors = optionNumbers(this.options, 'size', 2, 2);
    const first = this.channelsFirst ? 2 : 1;
    return shape.map((size, axis) => (size === null ? null : size * (factors[axis - first] ?? 1)));
  }
}

/** Class name, whether it takes the maximum, how many axes it pools. */
const GLOBAL_POOLS: readonly (readonly [string, boolean, number])[] = [
  ['GlobalMaxPooling1D', true, 1],
  ['GlobalAveragePooling2D', false, 2],
  ['GlobalMaxPooling2D', true, 2],
  ['GlobalAveragePooling3D', false, 3],
  ['GlobalMaxPooling3D', true, 3],
];

for (const [name, takesMax, axes] of GLOBAL_POOLS) {
  register(
    class extends OneInputLayer {
      static readonly className = name;

      private get axes(): number[] {
        const first = this.options['dataFormat'] === 'channelsFirst' ? 2 : 1;
        return Array.from({ length: axes }, (_, i) => first + i);
      }

      protected override forward(x: Tensor): Tensor {
        const keeps = this.options['keepdims'] === true;
        return takesMax ? max(x, this.axes, keeps) : mean(x, this.axes, keeps);
      }

      override computeOutputShape(shape: Shape): Shape {
        const keeps = this.options['keepdims'] === true;
        return shape.flatMap((size, axis) => (this.axes.includes(axis) ? (keeps ? [1] : []) : [size]));
      }
    },
  );
}

register(ZeroPadding1D, Cropping1D, UpSampling1D, UpSampling2D);
