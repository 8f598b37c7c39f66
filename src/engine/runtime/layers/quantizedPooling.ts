/**
 * QAveragePooling2D and QGlobalAveragePooling2D of QKeras: the average times the area of the window, times the quantized
 * 1/area, in this order (qkeras/qpooling.py). Windows at the border count as whole ones there, too. A quantized
 * activation is the storage of the output.
 */
import { mean, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { quantizerOf } from '../../quantizers/quantizerOf.ts';
import { activationNamed } from './activations.ts';
import { OneInputLayer, type Options, register, type Shape } from './ownLayer.ts';

type LayerClass = new (options: Options) => layers.Layer;

const AveragePooling = layers.averagePooling2d({}).constructor as LayerClass;

/** 1/area as the quantizer stores it; null without quantizer. The expression comes with %5F for underscores. */
function quantizedInverse(options: Options, area: number): number | null {
  const text = options['averageQuantizer'];
  const quantizer = typeof text === 'string' ? quantizerOf(decodeURIComponent(text)) : null;
  if (quantizer === null) return null;
  const inverse = Math.fround(1 / area);
  const fitted = quantizer.fit({ values: Float32Array.of(inverse), shape: [1] });
  const format = fitted.formats[0];
  if (format === undefined) throw new RangeError(`${quantizer.expression} has no format for one number`);
  return format.decode(format.wordOf(fitted.code(inverse, 0, 0)));
}

function weighed(average: Tensor, options: Options, area: number): Tensor {
  const inverse = quantizedInverse(options, area);
  const x = inverse === null ? average : mul(mul(average, area), inverse);
  return activationNamed(options['activation']).apply(x);
}

class QuantizedAveragePooling2D extends AveragePooling {
  static readonly className = 'QuantizedAveragePooling2D';

  private readonly options: Options;

  constructor(options: Options) {
    super(options);
    this.options = options;
  }

  override call(inputs: Tensor | Tensor[], kwargs: Options): Tensor {
    const size = [this.options['poolSize'] ?? 2].flat().map(Number);
    const area = (size[0] as number) * (size[1] ?? (size[0] as number));
    return tidy(() => weighed(super.call(inputs, kwargs) as Tensor, this.options, area));
  }
}

class QuantizedGlobalAveragePooling2D extends OneInputLayer {
  static readonly className = 'QuantizedGlobalAveragePooling2D';

  private get axes(): readonly [number, number] {
    return this.options['dataFormat'] === 'channelsFirst' ? [2, 3] : [1, 2];
  }

  protected override forward(x: Tensor): Tensor {
    const [rows, columns] = this.axes;
    const area = (x.shape[rows] ?? 1) * (x.shape[columns] ?? 1);
    const keeps = this.options['keepdims'] === true;
    return tidy(() => weighed(mean(x, [rows, columns], keeps), this.options, area));
  }

  override computeOutputShape(shape: Shape): Shape {
    const keeps = this.options['keepdims'] === true;
    return shape.flatMap((size, axis) => (this.axes.includes(axis) ? (keeps ? [1] : []) : [size]));
  }
}

register(QuantizedAveragePooling2D, QuantizedGlobalAveragePooling2D);
