/** Layers that do nothing at inference, and Subtract. */
import { sub, type Tensor } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { OneInputLayer, type Options, register, type Shape } from './ownLayer.ts';

const NAMES = [
  'Identity',
  'SpatialDropout2D',
  'SpatialDropout3D',
  'ActivityRegularization',
  'RandomBrightness',
  'RandomContrast',
  'RandomCrop',
  'RandomFlip',
  'RandomRotation',
  'RandomTranslation',
  'RandomZoom',
];

for (const name of NAMES) {
  register(
    class extends OneInputLayer {
      static readonly className = name;

      protected override forward(x: Tensor): Tensor {
        return x.clone();
      }
    },
  );
}

class Subtract extends layers.Layer {
  static readonly className = 'Subtract';

  constructor(options: Options = {}) {
    super(options as ConstructorParameters<typeof layers.Layer>[0]);
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const [left, right] = inputs as Tensor[];
    return sub(left as Tensor, right as Tensor);
  }

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const [left, right] = shapes as [Shape, Shape];
    return left.length >= right.length
      ? left.map((size, i) => (size === 1 ? (right[i - left.length + right.length] ?? size) : size))
      : right;
  }
}

register(Subtract);
