/** What the page of numbers shows: a number system, a small tensor, the element looked at, and faults in its bits. */
import type { FaultSpec } from './faultSpec.ts';

export type AxisKind = 'linear' | 'log';
/** Which bit of different formats counts as the same. */
export type SameBit = 'sign' | 'top' | 'low';

export interface NumbersScene {
  /** `quantized_bits(5,1,alpha=1)`; always one that reads. */
  readonly system: string;
  /** Row-major, as typed: doubles. */
  readonly values: readonly number[];
  readonly shape: readonly number[];
  /** Flat index of the element looked at. */
  readonly element: number;
  readonly faults: FaultSpec;
  /** For systems that draw: as in training from this seed; null: as in inference. */
  readonly seed: number | null;
  readonly axis: AxisKind;
  readonly sameBit: SameBit;
  /** Systems to stand beside this one. */
  readonly beside: readonly string[];
}

/** The tensor of the FKeras notebook: np.random.rand(2,2,3) from the seed 1029384756, to ten digits. */
export const NOTEBOOK_WEIGHTS: readonly number[] = [
  0.4263812245, 0.0285622043, 0.1483886153, 0.6128669344, 0.7276006002, 0.3124551335, 0.9670235976,
  0.4482571768, 0.4207928178, 0.3103981442, 0.2773049277, 0.7789492049,
];
export const NOTEBOOK_SHAPE: readonly number[] = [2, 2, 3];
export const NOTEBOOK_SYSTEM = 'quantized_bits(5,1,alpha=1)';

export const FIRST_NUMBERS: NumbersScene = {
  system: NOTEBOOK_SYSTEM,
  values: NOTEBOOK_WEIGHTS,
  shape: NOTEBOOK_SHAPE,
  element: 0,
  faults: { kind: 'bits', bits: [] },
  seed: null,
  axis: 'linear',
  sameBit: 'top',
  beside: ['float32', 'bfloat16', 'float16', 'float8_e4m3', 'int8(range=minmax,symmetric)', 'fixed(8,6)'],
};

export const MOST_VALUES = 4096;
