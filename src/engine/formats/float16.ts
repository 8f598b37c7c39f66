/** binary16 of IEEE 754-2019: half precision, largest value 65504. */
import { ieeeFormat } from './ieeeFormat.ts';

export const float16 = ieeeFormat('float16', 5, 10);
