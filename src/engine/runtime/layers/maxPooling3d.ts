/**
 * MaxPooling3D as two two-dimensional poolings, over rows and columns and then over depth: TensorFlow.js's kernel on
 * wasm starts its maximum at the smallest positive number, so that a window of negative numbers gives about 0.
 */
import { maxPool, reshape, type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { OneInputLayer, optionNumbers, register, type Shape } from './ownLayer.ts';

class MaxPooling3D extends OneInputLayer {
  static readonly className = 'MaxPooling3D';

  private get geometry(): {
    readonly size: number[];
    readonly strides: number[];
    readonly padding: 'same' | 'valid';
  } {
    if (this.options['dataFormat'] === 'channelsFirst')
      throw new Error(`${this.name}: channels_first is not supported for MaxPooling3D.`);
    const size = optionNumbers(this.options, 'poolSize', 3, 2);
    const strides = this.options['strides'] == null ? size : optionNumbers(this.options, 'strides', 3, 2);
    return { size, strides, padding: this.options['padding'] === 'same' ? 'same' : 'valid' };
  }

  protected override forward(x: Tensor): Tensor {
    const { size, strides, padding } = this.geometry;
    const [deep = 1, high = 1, wide = 1] = size;
    const [stepDeep = 1, stepHigh = 1, stepWide = 1] = strides;
    const [batch = 1, depth = 1, rows = 1, columns = 1, channels = 1] = x.shape;
    return tidy(() => {
      const slices = reshape(x, [batch * depth, rows, columns, channels]) as Tensor4D;
      const flat = maxPool(slices, [high, wide], [stepHigh, stepWide], padding);
      const [, newRows, newColumns] = flat.shape;
      const stacked = reshape(flat, [batch, depth, newRows * newColumns, channels]) as Tensor4D;
      const pooled = maxPool(stacked, [deep, 1], [stepDeep, 1], padding);
      return reshape(pooled, [batch, pooled.shape[1], newRows, newColumns, channels]);
    });
  }

  override computeOutputShape(shape: Shape): Shape {
    const { size, strides, padding } = this.geometry;
    return shape.map((length, axis) => {
      if (length === null || axis === 0 || axis === 4) return length;
      const covered = padding === 'valid' ? length - (size[axis - 1] ?? 1) + 1 : length;
      return Math.ceil(covered / (strides[axis - 1] ?? 1));
    });
  }
}

register(MaxPooling3D);
