/**
 * Loaded weights replace initial ones, so initial ones need not be drawn. TensorFlow.js's orthogonal initializer (the
 * default of recurrent layers) would also fail here: it calls chained ops that only the union package registers.
 */
import { type DataType, serialization, type Tensor, zeros } from '@tensorflow/tfjs-core';

class Orthogonal extends serialization.Serializable {
  static readonly className = 'Orthogonal';

  apply(shape: number[], dtype: DataType = 'float32'): Tensor {
    return zeros(shape, dtype);
  }

  getConfig(): serialization.ConfigDict {
    return {};
  }
}

/** Takes the place of the built-in class; call before a layers model is built. */
export function installZeroInitializer(): void {
  serialization.registerClass(Orthogonal);
}
