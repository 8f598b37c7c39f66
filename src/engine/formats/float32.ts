/** binary32 of IEEE 754-2019: what the tensors of TensorFlow.js hold. */
import { ieeeFormat } from './ieeeFormat.ts';

export const float32 = ieeeFormat('float32', 8, 23);
