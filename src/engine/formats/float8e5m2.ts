/**
 * 8 bits with float16's exponent: OCP 8-bit Floating Point Specification (2023), E5M2. IEEE 754 in all,
 * infinities included.
 */
import { ieeeFormat } from './ieeeFormat.ts';

export const float8e5m2 = ieeeFormat('float8_e5m2', 5, 2);
