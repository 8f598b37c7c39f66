/** Refusals that several quantizers share. */

import { binaryExponent, powerOfTwo } from '../formats/powerOfTwo.ts';
import { LabError } from '../labError.ts';
import { refusal } from './parameters.ts';

/** Throws LabError 'bad-argument' unless 0 or a power of two, as QKeras asserts of slopes. */
export function requirePowerOfTwo(className: string, parameter: string, value: number): void {
  if (value === 0 || powerOfTwo(binaryExponent(value)) === value) return;
  throw refusal(className, parameter, String(value), '0 or a power of two such as 0.25');
}

/**
 * In training these quantizers round stochastically to half steps (`precision=0.5`), which no code of theirs
 * stands for. Throws LabError 'unsupported'.
 */
export function requireWholeSteps(className: string, stochastic: boolean): void {
  if (!stochastic) return;
  throw new LabError(
    'unsupported',
    `${className}, use_stochastic_rounding: in training QKeras rounds to half steps here, which have no code. Quantize as in inference, without draws.`,
    { quantizer: className, parameter: 'use_stochastic_rounding' },
  );
}
